// Menus and questions.
import { $, make } from "./compose-dom.js";
import { text } from "./compose-texts.js";

const menu = $("menu");
/** @type {HTMLElement | null} */
let opener = null;

/**
 * Shows a menu below a button.
 *
 * @param {HTMLElement} button
 * @param {{ label: string, run: () => void, checked?: boolean, colour?: string }[]} items
 */
export function showMenu(button, items) {
  const again = opener === button && !menu.hidden;
  hideMenu();
  if (again) {
    return;
  }
  opener = button;
  menu.replaceChildren(
    ...items.map((item) => {
      const kind = item.checked === undefined ? "menuitem" : "menuitemcheckbox";
      const entry = make("button", { type: "button", role: kind, tabindex: "-1" }, item.label);
      if (item.checked !== undefined) {
        entry.setAttribute("aria-checked", String(item.checked));
      }
      if (item.colour) {
        const dot = make("i", { class: "dot" });
        dot.style.backgroundColor = item.colour;
        entry.prepend(dot);
      }
      entry.addEventListener("click", () => {
        hideMenu();
        item.run();
      });
      return entry;
    }),
  );
  menu.hidden = false;
  button.setAttribute("aria-expanded", "true");
  const at = button.getBoundingClientRect();
  const edge = $("form").getBoundingClientRect().right;
  const left = at.left + menu.offsetWidth > edge ? at.right - menu.offsetWidth : at.left;
  const below = at.bottom + 6 + menu.offsetHeight < innerHeight;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - menu.offsetHeight - 6)}px`;
  menu.firstElementChild?.focus();
}

/** Hides it, and goes back to its button when the menu had the focus. */
export function hideMenu() {
  if (menu.hidden) {
    return;
  }
  const had = menu.contains(document.activeElement);
  menu.hidden = true;
  opener?.setAttribute("aria-expanded", "false");
  if (had) {
    opener?.focus();
  }
}

menu.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[e.key];
  if (to !== undefined) {
    e.preventDefault();
    items[(to + items.length) % items.length].focus();
  } else if (e.key === "Escape" || e.key === "Tab") {
    e.preventDefault();
    hideMenu();
  }
});
addEventListener("pointerdown", (e) => {
  const on = /** @type {Node} */ (e.target);
  if (!menu.contains(on) && !opener?.contains(on)) {
    hideMenu();
  }
});
addEventListener("blur", () => setTimeout(() => document.activeElement?.tagName === "IFRAME" && hideMenu()));

/**
 * Asks something; false when it is not wanted.
 *
 * @param {string} question
 * @param {string} yes what the button says
 * @param {{ body?: Node, no?: string }} [more]
 * @returns {Promise<boolean>}
 */
export function ask(question, yes, more = {}) {
  const dialog = $("ask");
  $("asktext").textContent = question;
  $("askyes").textContent = yes;
  $("askno").textContent = more.no ?? text("cancel");
  $("askbody").replaceChildren(...(more.body ? [more.body] : []));
  dialog.returnValue = "no";
  dialog.showModal();
  (dialog.querySelector("input, textarea") ?? $("askyes")).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

$("ask").querySelector("form").addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
  if (e.key === "Enter" && /** @type {HTMLElement} */ (e.target).tagName === "INPUT") {
    e.preventDefault();
    $("ask").close("yes");
  }
});
$("askno").addEventListener("click", (/** @type {Event} */ e) => {
  e.preventDefault();
  $("ask").close("no");
});
