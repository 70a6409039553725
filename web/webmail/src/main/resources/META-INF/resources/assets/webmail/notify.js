// Notifications of new mail, shown by the browser while the page is in the background.
import { recall, remember, text } from "./dom.js";

/** Whether they are wanted in this browser, and allowed. */
export function wanted() {
  return recall("notify") === "on" && "Notification" in window && Notification.permission === "granted";
}

/**
 * Says whether they are wanted; asks the browser where it has not allowed them yet.
 * @param {boolean} on
 * @returns {Promise<boolean>} whether it is so now
 */
export async function want(on) {
  const allowed = !on || ("Notification" in window && (await Notification.requestPermission()) === "granted");
  if (allowed) {
    remember("notify", on ? "on" : "");
  }
  return allowed;
}

/** The messages in INBOX and the unread ones of them, as the page knew them last. */
let total = NaN;
let unread = NaN;

/**
 * Looks at INBOX: more messages and more unread ones are new mail.
 * @param {HTMLElement | undefined} inbox its folder in the tree
 * @param {string} icon
 */
export function look(inbox, icon) {
  const messages = Number(inbox?.dataset.total ?? NaN);
  const fresh = Number(inbox?.dataset.count ?? 0);
  const news = messages > total ? fresh - unread : 0;
  total = messages;
  unread = fresh;
  if (news > 0 && document.hidden && wanted()) {
    const shown = new Notification(text("newMail", { n: news }), { body: document.body.dataset.me, icon, tag: "posthorn-mail" });
    shown.addEventListener("click", () => {
      window.focus();
      shown.close();
    });
  }
}
