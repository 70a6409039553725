// @ts-check
// Opens the composer over the mailbox page: beside the list on wide screens, all of it on phones.
import { element, text } from "./dom.js";

const MOST = 3; // at once
const SHOWN = 2_000; // milliseconds after the time in which one may take it back

/** @typedef {{ pane: HTMLElement, frame: HTMLIFrameElement, end: number, which: string, before: Element | null }} Open */
/** @type {Set<Open>} */
const all = new Set();
const shelf = element("div.composers");

document.addEventListener("posthorn:compose", (event) => {
  const { action, mailbox, uid } = /** @type {CustomEvent} */ (event).detail;
  event.preventDefault();
  const which = query(action, `${mailbox}.${uid}`);
  const same = which && [...all].find((open) => open.which === which);
  if (same) {
    same.frame.focus();
  } else if (all.size < MOST) {
    show(which);
  } else {
    [...all][0].frame.focus();
  }
});

/** @param {string} action @param {string} place */
function query(action, place) {
  switch (action) {
    case "reply":
      return `?reply=${place}`;
    case "replyAll":
      return `?reply=${place}&all=1`;
    case "forward":
      return `?forward=${place}`;
    case "draft":
      return `?draft=${place}`;
    default:
      return "";
  }
}

/** @param {string} which */
function show(which) {
  const label = text("key.compose");
  const frame = /** @type {HTMLIFrameElement} */ (element("iframe", { src: `/webmail/compose${which}`, title: label }));
  const pane = element("section.composer", { "aria-label": label }, frame);
  all.add({ pane, frame, end: 0, which, before: document.activeElement });
  document.body.append(shelf);
  shelf.append(pane);
  frame.addEventListener("load", () => frame.focus(), { once: true });
}

/** @param {Open} open */
function close(open) {
  open.pane.remove();
  all.delete(open);
  if (open.before instanceof HTMLElement && open.before.isConnected) {
    open.before.focus();
  }
}

addEventListener("message", (event) => {
  const open = [...all].find((each) => each.frame.contentWindow === event.source);
  if (!open || event.origin !== location.origin) {
    return;
  }
  clearTimeout(open.end);
  open.pane.classList.toggle("sent", event.data.posthorn === "sent");
  if (event.data.posthorn === "closed") {
    close(open);
  } else if (event.data.posthorn === "sent" && !event.data.later) {
    open.end = setTimeout(() => close(open), SHOWN + 1000 * event.data.seconds);
  }
});
