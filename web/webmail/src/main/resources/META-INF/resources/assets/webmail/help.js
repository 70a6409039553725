// The help on keys, and where one is signed in.
import { act, element, failed, icon, text } from "./dom.js";
import { dialog } from "./menu.js";

const KEYS = [
  ["group", [["c", "compose"], ["/", "search"], ["i", "inbox"], ["?", "help"]]],
  ["grouplist", [["j ↓", "next"], ["k ↑", "previous"], ["J K", "extend"], ["l h", "screen"], [", .", "ends"], ["Space", "select"], ["u", "unread"], ["p n", "threads"], ["Enter", "open"], ["Esc", "back"]]],
  ["groupact", [["a", "archive"], ["d Del", "trash"], ["D", "forever"], ["q Q", "junk"], ["m M", "marks"], ["s", "star"], ["w", "move"], ["y", "label"]]],
  ["groupread", [["r R", "reply"], ["f", "forward"], ["v", "attachments"], ["t", "text"], ["o", "tab"], ["O", "original"]]],
];

/** All keys, by what they are for. */
export function keyGroups() {
  return KEYS.map(([group, keys]) => {
    const list = element("dl");
    for (const [shown, key] of /** @type {string[][]} */ (keys)) {
      list.append(element("dt", {}, ...shown.split(" ").map((each) => element("kbd", {}, each))), element("dd", {}, text(`key.${key}`)));
    }
    return element("section", {}, element("h3", {}, text(`key.${group}`)), list);
  });
}

/** Shows all keys. */
export function keyHelp() {
  dialog(text("keys"), [...keyGroups(), element("p", {}, element("a.link", { href: "/webmail/help" }, text("helpPage")))], [], "keys");
}

/** Shows the sessions of the account, and ends some. */
export async function sessions() {
  const list = element("ul.sessions");
  const draw = (/** @type {{sessions: {id: string, agent: string, client: string, seen: string, current: boolean}[]}} */ answer) => {
    list.replaceChildren(
      ...answer.sessions.map((session) => {
        const item = element("li", {}, icon("device"), element("span.grow", {}, element("b", {}, session.agent, session.current ? element("em", {}, text("thisOne")) : ""), element("small", {}, `${session.client} · ${text("lastUsed", { when: session.seen })}`)));
        if (!session.current) {
          const end = element("button.btn", { type: "button" }, text("end"));
          end.addEventListener("click", () => act("sessions/end", { id: session.id }).then(draw, failed));
          item.append(end);
        }
        return item;
      }),
    );
  };
  try {
    draw(await act("sessions"));
  } catch (error) {
    failed(error);
    return;
  }
  const answer = await dialog(
    text("sessions"),
    [element("p", {}, text("sessionsText")), list],
    [
      { label: text("close"), value: "" },
      { label: text("endOthers"), value: "others", main: true },
    ],
  );
  if (answer === "others") {
    await act("sessions/end", { others: true }).catch(failed);
    sessions();
  }
}
