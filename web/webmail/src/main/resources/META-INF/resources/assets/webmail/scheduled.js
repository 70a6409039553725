// Mail that goes later: what waits, when it goes, and how it is stopped or given another time.
import { element, failed, icon, Problem, text } from "./dom.js";
import { ask, confirm, dialog } from "./menu.js";

/** @typedef {{submission: string, due: number, subject: string, to: string, hasDraft: boolean, key?: string}} Waiting */

const page = document.documentElement.lang;
const language = navigator.languages.find((each) => each.startsWith(page)) ?? page;
const style = /** @type {const} */ ({ weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

/**
 * @param {string} path
 * @param {object} [body]
 */
async function compose(path, body) {
  const response = await fetch(`/webmail/api/compose/${path}`, {
    method: body ? "POST" : "GET",
    headers: { "Content-Type": "application/json", "X-Posthorn": "1" },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Problem(answer.problem ?? text("failed"));
  }
  return answer;
}

/**
 * Shows what waits.
 * @param {(key: string) => void} open opens a draft
 */
export async function scheduled(open) {
  const list = element("ul.sessions.scheduled");
  /** @type {Waiting[]} */
  let waiting = [];

  async function draw() {
    waiting = (await compose("waiting")).waiting;
    list.replaceChildren(...waiting.map(item));
    if (waiting.length === 0) {
      list.append(element("li", {}, element("span", {}, text("scheduledNone"))));
    }
  }

  /** @param {Waiting} mail */
  function item(mail) {
    const when = new Date(mail.due * 1000).toLocaleString(language, style);
    const subject = mail.subject || text("noSubject");
    const facts = element("span.grow", {}, element("b", { dir: "auto" }, subject), element("small", { dir: "auto" }, mail.to), element("small", {}, text("scheduledAt", { when })));
    const time = element("button.btn", { type: "button", "aria-label": `${text("scheduledTime")}: ${subject}` }, text("scheduledTime"));
    time.addEventListener("click", () => change(mail).catch(failed));
    const stop = element("button.btn", { type: "button", "aria-label": `${text("scheduledStop")}: ${subject}` }, text("scheduledStop"));
    stop.addEventListener("click", () => end(mail).catch(failed));
    return element("li", {}, icon("clock"), facts, time, stop);
  }

  /** @param {Waiting} mail */
  async function change(mail) {
    const due = new Date(mail.due * 1000);
    const local = new Date(due.getTime() - due.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
    const chosen = await ask(text("scheduledTime"), text("scheduledWhen"), local, text("ok"), "datetime-local");
    if (chosen) {
      await compose("postpone", { submission: mail.submission, at: Math.floor(new Date(chosen).getTime() / 1000) });
      await draw();
    }
  }

  /** @param {Waiting} mail */
  async function end(mail) {
    const kept = Boolean(mail.key);
    if (!kept && !(await confirm(text("scheduledStop"), text("scheduledLost"), text("scheduledStop")))) {
      return;
    }
    await compose("undo", { submission: mail.submission });
    document.dispatchEvent(new CustomEvent("posthorn:scheduled"));
    if (kept && waiting.length === 1) {
      shown?.close("");
      open(mail.key ?? "");
    } else {
      await draw();
    }
  }

  /** @type {HTMLDialogElement | null} */
  let shown = null;
  try {
    await draw();
  } catch (error) {
    failed(error);
    return;
  }
  const closed = dialog(text("scheduled"), [element("p", {}, text("scheduledText")), list], [{ label: text("close"), value: "" }], "wide-dialog");
  shown = document.querySelector("dialog.dialog[open]");
  await closed;
  document.dispatchEvent(new CustomEvent("posthorn:scheduled"));
}
