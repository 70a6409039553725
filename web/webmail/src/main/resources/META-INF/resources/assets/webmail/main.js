// The page: puts its parts together, and knows what each button and key does.
import { label as labelled, mark, move as moveTo, remove } from "./actions.js";
import { change, settings } from "./chosen.js";
import { act, element, failed, icon, isPhone, recall, remember, text } from "./dom.js";
import { Folders } from "./folders.js";
import { keyHelp, sessions } from "./help.js";
import { keys } from "./keys.js";
import { edit } from "./labels.js";
import { List } from "./list.js";
import { live } from "./live.js";
import { ask, confirm, menu } from "./menu.js";
import { look } from "./notify.js";
import { Reader } from "./reader.js";
import { scheduled } from "./scheduled.js";
import { searchField } from "./search.js";
import { split } from "./split.js";
import { swipe } from "./touch.js";
import { view } from "./viewer.js";

const body = document.body;
const box = /** @type {HTMLElement} */ (document.querySelector(".rows"));
const query = { mailbox: body.dataset.mailbox ?? "", q: body.dataset.q ?? "", filter: "", order: recall("order"), threads: "" };
const list = new List(box, { ...query, order: "" }, Number(body.dataset.total), body.dataset.next ?? "0");
const reader = new Reader(/** @type {HTMLElement} */ (document.querySelector(".read")), opened);
const folders = new Folders(/** @type {HTMLElement} */ (document.querySelector(".tree")), openFolder, drop);
const search = searchField(/** @type {HTMLFormElement} */ (document.querySelector(".search")), (wanted) => (wanted ? openList({ q: wanted, mailbox: "" }) : acts.inbox()));

folders.mark(current());
if (query.order || recall("threads")) {
  list.open({ order: query.order, threads: query.q ? "" : recall("threads") });
}
use();

/** Which folder of the tree is shown. */
function current() {
  const kept = folders?.searching(list.query.q);
  if (kept && !list.query.mailbox) {
    return kept.dataset.id ?? "";
  }
  return list.query.q === "is:starred" ? "starred" : list.query.q ? "" : list.query.mailbox;
}

/** The address of what is shown. @param {string} [key] */
function address(key) {
  const { mailbox, q } = list.query;
  if (key) {
    return `/webmail/f/${key.replace("-", "/")}${q ? `?q=${encodeURIComponent(q)}` : ""}`;
  }
  return q === "is:starred" ? "/webmail/starred" : q ? `/webmail/search?q=${encodeURIComponent(q)}` : `/webmail/f/${mailbox}`;
}

/** @param {string} key */
function visit(key) {
  history.pushState({ key, query: list.query }, "", address(key));
}

history.replaceState({ key: reader.key, query: list.query }, "");
addEventListener("popstate", async (event) => {
  const state = event.state;
  if (!state) {
    return;
  }
  if (state.query.mailbox !== list.query.mailbox || state.query.q !== list.query.q) {
    await list.open(state.query);
    titled();
  }
  if (state.key && state.key !== reader.key) {
    await reader.open(state.key).catch(failed);
  } else if (!state.key) {
    nothing();
  } else {
    body.classList.add("reading");
  }
});

/** Shows that no message is open. */
function nothing() {
  reader.clear(element("div.none", {}, icon("mail"), element("p", {}, nothingText)));
  list.openKey = "";
  list.mark();
}

const nothingText = document.querySelector(".read .none p")?.textContent ?? "";

/** A message is shown now. @param {string} key */
function opened(key) {
  queueMicrotask(() => {
    list.openKey = key;
    const row = list.row(key);
    if (row) {
      list.current = list.index(row);
    }
    list.mark();
    if (reader.message?.dataset.unread === "true") {
      mark({ keys: [key], count: 1 }, "unread", false);
    }
    use();
  });
}

/** @param {Element} row */
async function open(row) {
  const key = List.key(row);
  list.go(row);
  if (row.classList.contains("draft") && compose("draft", key)) {
    return;
  }
  try {
    if (await reader.open(key, list.query.threads === "on")) {
      visit(key);
    }
  } catch {
    list.refresh(); // it is gone
  }
}

/** @param {HTMLElement} folder */
function openFolder(folder) {
  body.classList.remove("open");
  if (folder.dataset.id === "scheduled") {
    showScheduled();
    return;
  }
  if (folder.dataset.search) {
    openList({ mailbox: "", q: folder.dataset.search, filter: "" });
    return;
  }
  const starred = folder.dataset.id === "starred";
  openList({ mailbox: starred ? "" : folder.dataset.id, q: starred ? "is:starred" : "", filter: "" });
}

function showScheduled() {
  scheduled((key) => compose("draft", key));
}

document.addEventListener("posthorn:scheduled", () => folders.refresh());

/** @param {Partial<import("./list.js").Query>} wanted */
async function openList(wanted) {
  try {
    const threads = (wanted.q ?? list.query.q) ? "" : recall("threads");
    await list.open({ threads, filter: "", ...wanted });
  } catch (error) {
    failed(error);
    return;
  }
  nothing();
  titled();
  history.pushState({ key: "", query: list.query }, "", address());
}

/** Says what is shown: in the title, above the list, in the tree. */
function titled() {
  const id = current();
  folders.mark(id);
  const folder = folders.find(id);
  const title = folder ? Folders.label(folder) : text("key.search");
  const heading = document.querySelector(".list h1");
  if (heading) {
    heading.textContent = list.query.q && !folder ? `${list.query.q}` : title;
  }
  document.querySelector(".list")?.setAttribute("aria-label", title);
  box.setAttribute("aria-label", title);
  search.value = id === "starred" ? "" : list.query.q;
  for (const button of document.querySelectorAll("[data-filter]")) {
    const on = /** @type {HTMLElement} */ (button).dataset.filter === (list.query.filter || "all");
    button.setAttribute("aria-pressed", String(on));
  }
  body.dataset.use = folder?.dataset.use ?? (list.query.q ? "search" : "");
  use();
  counted();
}

/** The number of unread messages, in the title of the window. */
function counted() {
  const unread = folders.unread();
  const folder = folders.find(current());
  document.title = `${folder ? Folders.label(folder) : list.query.q}${unread > 0 ? ` (${unread})` : ""} – Posthorn`;
}

/** What the tree says of INBOX. */
const inbox = () => look(folders.use("inbox"), `${body.dataset.assets}shared/posthorn.svg`);

document.addEventListener("posthorn:folders", counted);
document.addEventListener("posthorn:folders", inbox);
inbox();

/** Shows the buttons that make sense where the messages are. */
function use() {
  const kind = body.dataset.use ?? "";
  body.classList.toggle("in-archive", kind === "archive");
  body.classList.toggle("in-junk", kind === "junk");
  body.classList.toggle("in-trash", kind === "trash");
  body.classList.toggle("in-search", Boolean(list.query.q) && current() === "");
  body.classList.toggle("in-own", kind === "sent" || kind === "drafts");
}

/**
 * The messages that are meant: those that are picked, else the row, else the one that is open.
 * @param {Element | null} [row]
 */
function chosen(row) {
  if (row && !list.picked.has(List.key(row)) && !list.all) {
    return { keys: [List.key(row)], count: 1 };
  }
  if (list.all) {
    return { keys: [], all: { ...list.query, before: list.allNext, count: String(list.allTotal) }, count: list.total };
  }
  if (list.picked.size > 0) {
    return { keys: [...list.picked], count: list.picked.size };
  }
  const now = list.now();
  const key = reader.key && (body.classList.contains("reading") || !now) ? reader.key : now ? List.key(now) : "";
  return key ? { keys: [key], count: 1 } : undefined;
}

/**
 * After messages have gone: the next one is shown where one was read.
 * @param {import("./actions.js").Chosen} gone
 */
function gone(gone) {
  const read = gone.all || gone.keys.includes(reader.key);
  const next = nextAfter(gone);
  list.unpick();
  return () => {
    list.refresh();
    folders.refresh();
    if (!read || !reader.key || !(gone.all || gone.keys.includes(reader.key))) {
      return;
    }
    if (next && !isPhone()) {
      const row = list.row(next);
      if (row) {
        open(row);
        return;
      }
    }
    if (isPhone()) {
      history.replaceState({ key: "", query: list.query }, "", address());
    }
    nothing();
  };
}

/** The key of the row after those that go. @param {import("./actions.js").Chosen} gone */
function nextAfter(gone) {
  if (gone.all) {
    return "";
  }
  const row = gone.keys.map((key) => list.row(key)).find((each) => each !== null);
  for (let next = row?.nextElementSibling; next; next = next.nextElementSibling) {
    if (!gone.keys.includes(List.key(next))) {
      return List.key(next);
    }
  }
  const before = row?.previousElementSibling;
  return before ? List.key(before) : "";
}

/**
 * @param {string} to
 * @param {string} said
 * @param {Element | null} [row]
 */
function put(to, said, row) {
  const messages = chosen(row);
  if (messages) {
    moveTo(messages, to, (n) => text(said, { n, where: folders.find(to) ? Folders.label(/** @type {HTMLElement} */ (folders.find(to))) : "" }), gone(messages));
  }
}

/**
 * @param {HTMLElement} folder
 * @param {string} dragged
 */
function drop(folder, dragged) {
  const messages = dragged === "picked" ? chosen() : { keys: dragged.split(","), count: dragged.split(",").length };
  if (messages && folder.dataset.id !== list.query.mailbox) {
    moveTo(messages, folder.dataset.id ?? "", (n) => text("moved", { n, where: Folders.label(folder) }), gone(messages));
  }
}

/**
 * Writing mail is a module of its own, which listens.
 * @param {string} action
 * @param {string} [key]
 */
function compose(action, key = "") {
  const [mailbox, uid] = key.split("-");
  const event = new CustomEvent("posthorn:compose", { cancelable: true, detail: { action, mailbox, uid } });
  const taken = !document.dispatchEvent(event);
  if (!taken && action !== "draft") {
    import("./dom.js").then((dom) => dom.toast(text("noCompose")));
  }
  return taken;
}

/** @type {Record<string, (event: Event, row: Element | null) => void>} */
const acts = {
  menu: () => body.classList.toggle("open"),
  theme() {
    const dark = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    const next = dark === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    remember("theme", next);
    reader.frame();
  },
  help: keyHelp,
  account: (event) =>
    menu(
      /** @type {Element} */ (event.target),
      [
        { label: text("theme"), icon: "moon", run: () => acts.theme(event, null) },
        { label: text("keys"), icon: "keys", key: "?", run: keyHelp },
        { label: text("settings"), icon: "list", run: () => location.assign("/webmail/settings") },
        { label: text("helpPage"), icon: "doc", run: () => location.assign("/webmail/help") },
        { label: text("sessions"), icon: "device", run: sessions },
        "-",
        { label: text("signOut"), icon: "out", run: signOut },
      ],
      element("div.caption", {}, body.dataset.me ?? ""),
    ),
  compose: () => compose("new"),
  reply: () => compose(settings.replyAll ? "replyAll" : "reply", chosen()?.keys[0]),
  replyAll: () => compose("replyAll", chosen()?.keys[0]),
  forward: () => compose("forward", chosen()?.keys[0]),
  newFolder: () => folders.create(),
  inbox() {
    const inbox = folders.use("inbox");
    if (inbox) {
      openFolder(inbox);
    }
  },
  pick(event, row) {
    if (row) {
      list.toggle(row);
    }
  },
  unpick: () => list.unpick(),
  pickAll: () => list.pickAll(),
  filter(event) {
    const filter = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.filter ?? "all";
    openList({ filter: filter === "all" ? "" : filter });
  },
  view: (event) =>
    menu(/** @type {Element} */ (event.target).closest("button") ?? box, [
      { label: text("newest"), checked: list.query.order !== "oldest", run: () => order("") },
      { label: text("oldest"), checked: list.query.order === "oldest", run: () => order("oldest") },
      "-",
      {
        label: text("threads"),
        checked: recall("threads") === "on",
        run() {
          remember("threads", recall("threads") === "on" ? "" : "on");
          openList({});
        },
      },
      { label: text("attachmentsOnly"), checked: list.query.filter === "attachments", run: () => openList({ filter: list.query.filter === "attachments" ? "" : "attachments" }) },
      {
        label: text("previews"),
        checked: !body.classList.contains("dense"),
        run() {
          change("settings/previews", { shown: !body.classList.toggle("dense") }).catch(failed);
          list.measure();
          list.replace();
        },
      },
    ]),
  star(event, row) {
    const key = row ? List.key(row) : chosen()?.keys[0];
    const button = row?.querySelector(".st") ?? document.querySelector(".msg .st");
    if (key) {
      const on = (list.row(key)?.querySelector(".st") ?? button)?.getAttribute("aria-pressed") !== "true";
      mark(row || !list.picked.size ? { keys: [key], count: 1 } : (chosen() ?? { keys: [key], count: 1 }), "starred", on);
    }
  },
  archive: (event, row) => put("archive", "archived", row),
  async trash(event, row) {
    if (body.dataset.use === "trash") {
      acts.forever(event, row);
    } else {
      put("trash", "trashed", row);
    }
  },
  async forever(event, row) {
    const messages = chosen(row);
    if (messages && (await confirm(text("deleteForever"), text("deleteForeverText", { n: messages.count }), text("delete")))) {
      remove(messages, gone(messages));
    }
  },
  junk: (event, row) => put("junk", "junked", row),
  notJunk: (event, row) => put("inbox", "notjunked", row),
  async move(event, row) {
    const messages = chosen(row);
    const target = event.target instanceof Element ? event.target.closest("button") : null;
    if (!messages) {
      return;
    }
    const folder = await folders.choose(target ?? document.querySelector(".picked:not([hidden]) [data-do=move]") ?? document.querySelector(".read [data-do=move]") ?? list.now() ?? box);
    if (folder) {
      moveTo(messages, folder.dataset.id ?? "", (n) => text("moved", { n, where: Folders.label(folder) }), gone(messages));
    }
  },
  label: (event, row) => labelMenu(event, row),
  async saveSearch() {
    const name = await ask(text("searchSave"), text("searchName"), list.query.q, text("saveIt"));
    if (name) {
      await change("search", { name, query: list.query.q }).catch(failed);
      await folders.load();
      titled();
    }
  },
  read(event, row) {
    const messages = chosen(row);
    if (messages) {
      mark(messages, "unread", false);
      list.unpick();
    }
  },
  unread(event, row) {
    const messages = chosen(row);
    if (messages) {
      mark(messages, "unread", true);
      list.unpick();
      if (reader.key && messages.keys.includes(reader.key) && isPhone()) {
        acts.back(event, null);
      }
    }
  },
  toggleRead(event, row) {
    if (row) {
      mark({ keys: [List.key(row)], count: 1 }, "unread", !row.classList.contains("unread"));
    }
  },
  back() {
    if (list.count() > 0) {
      list.unpick();
    } else if (body.classList.contains("reading")) {
      visitList();
    }
  },
  pictures: () => reader.pictures(false),
  picturesAlways: () => reader.pictures(true),
  retry: () => reconnect(),
  more: (event) => menu(/** @type {Element} */ (event.target).closest("button") ?? box, messageItems(event)),
  morePicked: (event) =>
    menu(/** @type {Element} */ (event.target).closest("button") ?? box, [
      { label: text("unread"), icon: "mail", key: "M", run: () => acts.unread(event, null) },
      { label: text("star"), icon: "star", key: "s", run: () => starAll(true) },
      { label: text("unstar"), run: () => starAll(false) },
      body.dataset.use === "junk" ? { label: text("notjunk"), icon: "notjunk", key: "Q", run: () => acts.notJunk(event, null) } : { label: text("junk"), icon: "junk", key: "q", run: () => acts.junk(event, null) },
      "-",
      { label: text("deleteForever"), icon: "x", key: "D", bad: true, run: () => acts.forever(event, null) },
    ]),
};

/** Leaves the message. */
function visitList() {
  history.pushState({ key: "", query: list.query }, "", address());
  nothing();
  box.focus();
}

/** Which keywords all of some rows have. @param {string[]} keys */
function labelsOf(keys) {
  const all = keys.map((key) => {
    const within = key === reader.key ? reader.message?.querySelector("h2") : list.row(key);
    return [...(within?.querySelectorAll(".lab") ?? [])].map((each) => /** @type {HTMLElement} */ (each).dataset.keyword ?? "");
  });
  return all.length > 0 ? all.reduce((both, some) => both.filter((each) => some.includes(each))) : [];
}

/**
 * @param {Event} event
 * @param {Element | null} row
 */
function labelMenu(event, row) {
  const messages = chosen(row);
  if (!messages) {
    return;
  }
  const has = labelsOf(messages.keys);
  const set = async (/** @type {string} */ keyword, /** @type {boolean} */ on) => {
    await labelled(messages, keyword, on);
    list.refresh();
    if (reader.key && (messages.all || messages.keys.includes(reader.key))) {
      reader.labels();
    }
  };
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  menu(button ?? document.querySelector(".picked:not([hidden]) [data-do=label]") ?? document.querySelector(".read [data-do=label]") ?? list.now() ?? box, [
    ...settings.labels.map((label) => ({ label: label.name, checked: has.includes(label.keyword), run: () => set(label.keyword, !has.includes(label.keyword)) })),
    ...(settings.labels.length > 0 ? [/** @type {const} */ ("-")] : []),
    {
      label: text("labelNew"),
      icon: "tag",
      async run() {
        const keyword = await edit().catch(failed);
        if (keyword) {
          folders.refresh();
          await set(keyword, true);
        }
      },
    },
    { label: text("labelManage"), icon: "list", run: () => location.assign("/webmail/settings#labels") },
  ]);
}

/** @param {boolean} on */
function starAll(on) {
  const messages = chosen();
  if (messages) {
    mark(messages, "starred", on);
  }
}

/**
 * What else can be done with the open message.
 * @param {Event} event
 * @returns {import("./menu.js").Item[]}
 */
function messageItems(event) {
  const path = reader.message?.dataset.path ?? "";
  /** @type {import("./menu.js").Item[]} */
  const items = [
    { label: text("replyall"), icon: "replyall", key: "R", run: () => acts.replyAll(event, null) },
    { label: text("forward"), icon: "forward", key: "f", run: () => acts.forward(event, null) },
    "-",
    { label: text("newTab"), icon: "open", key: "o", run: () => window.open(address(reader.key), "_blank", "noopener") },
    { label: text("print"), icon: "print", run: print },
    { label: text("original"), icon: "code", key: "O", run: () => window.open(`/webmail/raw/${path}`, "_blank", "noopener") },
    { label: text("headers"), icon: "list", run: () => window.open(`/webmail/raw/${path}?headers=1`, "_blank", "noopener") },
    { label: text("save"), icon: "down", run: () => location.assign(`/webmail/raw/${path}?save=1`) },
  ];
  if (reader.message?.dataset.alternative === "true") {
    items.push("-", { label: reader.as ? text("asHtml") : text("asText"), icon: "doc", key: "t", run: () => reader.switchText() });
  }
  if (Number(reader.message?.dataset.remote) > 0 && !reader.remote) {
    items.push({ label: text("showPictures"), icon: "image", run: () => reader.pictures(false) });
  }
  items.push({ label: text("lightMessage"), checked: reader.light, run: () => reader.switchLight() });
  return items;
}

/** @param {string} order */
function order(order) {
  remember("order", order);
  openList({ order });
}

async function signOut() {
  try {
    body.dataset.leaving = "yes";
    const answer = await act("sign-out");
    (await import("./compose-kept.js")).forgetAll();
    location.replace(answer.to);
  } catch (error) {
    failed(error);
  }
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const row = target.closest(".row");
  const button = target.closest("[data-do]");
  if (button instanceof HTMLElement) {
    acts[button.dataset.do ?? ""]?.(event, row);
    return;
  }
  const said = target.closest("a.said");
  if (said instanceof HTMLElement && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    const key = said.dataset.key ?? "";
    reader.open(key, true).then(() => visit(key), failed);
    return;
  }
  const attachment = target.closest("a.open[data-view]");
  if (attachment instanceof HTMLElement && attachment.dataset.view && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("a.open[data-view]")].filter((each) => /** @type {HTMLElement} */ (each).dataset.view));
    view(all, all.indexOf(attachment));
    return;
  }
  if (row && !event.metaKey && !event.ctrlKey && event.button === 0) {
    event.preventDefault();
    if (event.shiftKey) {
      list.pickRange(Math.max(0, list.anchor), list.index(row));
    } else {
      open(row);
    }
  } else if (row && (event.metaKey || event.ctrlKey)) {
    event.preventDefault();
    list.toggle(row);
  }
});

box.addEventListener("mousedown", (event) => {
  if (event.shiftKey) {
    event.preventDefault(); // no text is selected
  }
});

// One bar of actions for all rows; it goes to the row under the pointer.
const quick = /** @type {HTMLElement} */ (document.querySelector(".quick"));
box.addEventListener("pointerover", (event) => {
  const row = /** @type {Element} */ (event.target).closest(".row");
  if (row && event.pointerType === "mouse" && quick.parentElement !== row) {
    row.append(quick);
    quick.hidden = false;
  }
});
box.addEventListener("pointerleave", () => {
  quick.hidden = true;
  body.append(quick);
});

// Rows can be dragged onto folders.
box.addEventListener("pointerdown", (event) => {
  const row = /** @type {Element} */ (event.target).closest(".row");
  if (row && event.pointerType === "mouse") {
    row.setAttribute("draggable", "true");
  }
});
box.addEventListener("dragstart", (event) => {
  const row = /** @type {Element} */ (event.target).closest(".row");
  if (!row || !event.dataTransfer) {
    return;
  }
  const several = list.all || list.picked.has(List.key(row));
  event.dataTransfer.setData("text/x-posthorn", several ? "picked" : List.key(row));
  event.dataTransfer.effectAllowed = "move";
  const count = several ? list.count() : 1;
  const image = element("div.dragged", {}, icon("mail"), text("selected", { n: count }));
  body.append(image);
  event.dataTransfer.setDragImage(image, 16, 16);
  setTimeout(() => image.remove());
});

list.onpick = () => {
  const count = list.count();
  const [plain, picked] = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".list > .tools")]);
  plain.hidden = count > 0;
  picked.hidden = count === 0;
  /** @type {HTMLElement} */ (picked.querySelector("output")).textContent = list.all ? text("allSelected", { n: count }) : text("selected", { n: count });
  const all = /** @type {HTMLElement} */ (picked.querySelector("[data-do=pickAll]"));
  all.hidden = list.all || count === 0 || count >= list.total || count < 20;
  all.textContent = text("selectAll", { n: list.total });
  const check = /** @type {HTMLInputElement} */ (plain.querySelector("input"));
  check.checked = false;
};

document.querySelector(".all input")?.addEventListener("change", () => list.pickShown());

/** @param {KeyboardEvent} event @param {number} by */
function step(event, by) {
  const extend = event.shiftKey || /^[A-Z]$/.test(event.key);
  list.step(by, extend);
  const row = list.now();
  if (row && !extend && body.classList.contains("reading") && !isPhone()) {
    open(row);
  }
}

const actOn = (/** @type {string} */ name) => (/** @type {Event} */ event) => acts[name](event, null);

keys({
  c: actOn("compose"),
  "/": () => {
    search.focus();
    search.select();
  },
  i: actOn("inbox"),
  "?": keyHelp,
  j: (event) => step(event, 1),
  J: (event) => step(event, 1),
  ArrowDown: (event) => step(event, 1),
  k: (event) => step(event, -1),
  K: (event) => step(event, -1),
  ArrowUp: (event) => step(event, -1),
  l: (event) => step(event, list.screen()),
  L: (event) => step(event, list.screen()),
  PageDown: (event) => step(event, list.screen()),
  h: (event) => step(event, -list.screen()),
  H: (event) => step(event, -list.screen()),
  PageUp: (event) => step(event, -list.screen()),
  ".": (event) => step(event, list.total),
  End: (event) => step(event, list.total),
  ",": (event) => step(event, -list.total),
  Home: (event) => step(event, -list.total),
  n: (event) => step(event, 1),
  p: (event) => step(event, -1),
  " ": () => {
    const row = list.now();
    if (row) {
      list.toggle(row);
    }
  },
  "ctrl+a": () => list.pickShown(),
  u: () => {
    const next = list.find("unread");
    if (next >= 0) {
      list.step(next - list.current);
      const row = list.now();
      if (row) {
        open(row);
      }
    }
  },
  Enter: () => {
    const row = list.now();
    if (row) {
      open(row);
    }
  },
  Escape: actOn("back"),
  a: actOn("archive"),
  d: actOn("trash"),
  Delete: actOn("trash"),
  D: actOn("forever"),
  q: actOn("junk"),
  Q: actOn("notJunk"),
  m: actOn("read"),
  M: actOn("unread"),
  s: (event) => acts.star(event, list.picked.size || reader.key ? null : list.now()),
  w: actOn("move"),
  y: actOn("label"),
  r: actOn("reply"),
  R: actOn("replyAll"),
  f: actOn("forward"),
  t: () => reader.switchText(),
  T: () => reader.pictures(false),
  o: () => window.open(address(reader.key), "_blank", "noopener"),
  O: () => {
    const path = reader.message?.dataset.path;
    if (path) {
      window.open(`/webmail/raw/${path}`, "_blank", "noopener");
    }
  },
  v: () => /** @type {HTMLElement | null} */ (document.querySelector(".att .open"))?.click(),
});

// A mailbox that tells of many changes at once is read again once.
/** @type {number | undefined} */
let soon;
const offline = /** @type {HTMLElement} */ (document.querySelector(".offline"));
/** @type {number | undefined} */
let lost;
const reconnect = live(
  (news) => {
    if (body.dataset.leaving) {
      return; // nobody is signed in any more
    }
    const shown = list.query.q || news.mailboxes.includes(list.query.mailbox);
    folders.refresh();
    if (shown) {
      clearTimeout(soon);
      soon = setTimeout(() => body.dataset.leaving || list.refresh(), 120);
    }
  },
  (connected, again) => {
    clearTimeout(lost);
    body.dataset.live = connected ? "yes" : "no";
    if (connected) {
      offline.hidden = true;
      list.check(); // something may have come before the connection did
      if (again) {
        folders.refresh();
      }
    } else {
      lost = setTimeout(() => {
        offline.hidden = false;
      }, 4000);
    }
  },
);

if (location.hash === "#scheduled") {
  showScheduled();
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => reader.frame());
split(/** @type {HTMLElement} */ (document.querySelector(".grip")), () => {});
swipe(box, (row, direction) => (direction > 0 ? acts.archive(new Event("swipe"), row) : acts.trash(new Event("swipe"), row)), () => acts.back(new Event("swipe"), null));
