// What is done to messages: shown at once, asked of the server, and undone on request.
import { act, failed, text, toast } from "./dom.js";

/**
 * Keys of messages as the server wants them: UIDs by mailbox.
 * @param {string[]} keys
 */
function byMailbox(keys) {
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const key of keys) {
    const [mailbox, uid] = key.split("-");
    (found[mailbox] ??= []).push(uid);
  }
  return Object.fromEntries(Object.entries(found).map(([mailbox, uids]) => [mailbox, uids.join(",")]));
}

/** @typedef {{keys: string[], all?: import("./list.js").Query & {before: string, count: string}, count: number}} Chosen */

/** @param {Chosen} chosen */
function named(chosen) {
  return chosen.all ? { all: chosen.all } : { messages: byMailbox(chosen.keys) };
}

/** The rows of messages, as far as they are on the page. @param {Chosen} chosen */
function rows(chosen) {
  return chosen.all ? [...document.querySelectorAll(".row")] : chosen.keys.map((key) => document.getElementById(`m${key}`)).filter((row) => row !== null);
}

/**
 * Marks messages.
 * @param {Chosen} chosen
 * @param {"unread" | "starred"} what
 * @param {boolean} on
 */
export async function mark(chosen, what, on) {
  const flag = what === "unread" ? "\\Seen" : "\\Flagged";
  const add = what === "unread" ? !on : on;
  show(chosen, what, on);
  try {
    await act("flag", { ...named(chosen), [add ? "add" : "remove"]: [flag] });
  } catch (error) {
    show(chosen, what, !on);
    failed(error);
  }
}

/**
 * Gives messages a label, or takes it from them.
 * @param {Chosen} chosen
 * @param {string} keyword
 * @param {boolean} on
 */
export async function label(chosen, keyword, on) {
  try {
    await act("flag", { ...named(chosen), [on ? "add" : "remove"]: [keyword] });
  } catch (error) {
    failed(error);
  }
}

/**
 * @param {Chosen} chosen
 * @param {"unread" | "starred"} what
 * @param {boolean} on
 */
function show(chosen, what, on) {
  for (const row of rows(chosen)) {
    row.classList.toggle(what, on);
    if (what === "starred") {
      row.querySelector(".st")?.setAttribute("aria-pressed", String(on));
    }
  }
  const message = /** @type {HTMLElement | null} */ (document.querySelector(".msg"));
  if (message && (chosen.all || chosen.keys.includes(message.dataset.key ?? ""))) {
    if (what === "starred") {
      message.querySelector(".st")?.setAttribute("aria-pressed", String(on));
    } else {
      message.dataset.unread = String(on);
    }
  }
}

/** Says what does not go any more. @param {{stopped?: number}} answer */
function stopped(answer) {
  return answer.stopped ? ` – ${text("stopped", { n: answer.stopped })}` : "";
}

/**
 * Moves messages.
 * @param {Chosen} chosen
 * @param {string} to the id of a mailbox, or what it is for
 * @param {(n: number) => string} said
 * @param {() => void} after
 */
export async function move(chosen, to, said, after) {
  const leaving = rows(chosen);
  leaving.forEach((row) => row.classList.add("leaving"));
  try {
    const answer = await act("move", { ...named(chosen), to });
    toast(said(answer.count) + stopped(answer), text("undo"), async () => {
      try {
        for (const back of answer.undo) {
          await act("move", back);
        }
        toast(text("undone"));
      } catch (error) {
        failed(error);
      }
      after();
    });
  } catch (error) {
    leaving.forEach((row) => row.classList.remove("leaving"));
    failed(error);
  }
  after();
}

/**
 * Deletes messages for ever.
 * @param {Chosen} chosen
 * @param {() => void} after
 */
export async function remove(chosen, after) {
  rows(chosen).forEach((row) => row.classList.add("leaving"));
  try {
    const answer = await act("delete", named(chosen));
    toast(text("deleted", { n: chosen.count }) + stopped(answer));
  } catch (error) {
    failed(error);
  }
  after();
}
