// Menus and dialogs.
import { element, icon, text } from "./dom.js";

/** @typedef {{label: string, icon?: string, key?: string, checked?: boolean, bad?: boolean, run: () => void} | "-" } Item */

/** @type {(() => void) | undefined} */
let closeOpen;

/**
 * Opens a menu beside what was clicked, or at a point.
 * @param {Element | {x: number, y: number}} at
 * @param {Item[]} items
 * @param {Node} [heading]
 */
export function menu(at, items, heading) {
  closeOpen?.();
  const opener = document.activeElement instanceof HTMLElement ? document.activeElement : document.body;
  const box = element("div.menu", { role: "menu", tabindex: "-1" });
  if (heading) {
    box.append(heading);
  }
  for (const item of items) {
    if (item === "-") {
      box.append(element("div.line", { role: "separator" }));
      continue;
    }
    const role = item.checked === undefined ? "menuitem" : "menuitemcheckbox";
    const button = element(
      `button.item${item.bad ? ".bad" : ""}`,
      { type: "button", role, tabindex: "-1", "aria-checked": item.checked === undefined ? undefined : String(item.checked) },
      item.checked === undefined ? (item.icon ? icon(item.icon) : element("span.gap")) : item.checked ? icon("check") : element("span.gap"),
      element("span", {}, item.label),
    );
    if (item.key) {
      button.append(element("kbd", {}, item.key));
    }
    button.addEventListener("click", () => {
      close(true);
      item.run();
    });
    box.append(button);
  }
  document.body.append(box);
  const size = box.getBoundingClientRect();
  const point = at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y };
  const left = point.left + size.width > innerWidth - 8 ? point.right - size.width : point.left;
  const top = point.bottom + size.height + 6 > innerHeight - 8 ? Math.max(8, point.top - size.height - 6) : point.bottom + 6;
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`;
  box.style.top = `${top}px`;
  const all = /** @type {HTMLElement[]} */ ([...box.querySelectorAll("[role^=menuitem]")]);
  all[0]?.focus();

  /** @param {boolean} back */
  function close(back) {
    closeOpen = undefined;
    box.remove();
    document.removeEventListener("pointerdown", outside, true);
    if (back) {
      opener.focus();
    }
  }

  /** @param {Event} event */
  function outside(event) {
    if (!box.contains(/** @type {Node} */ (event.target))) {
      close(false);
    }
  }

  closeOpen = () => close(false);
  document.addEventListener("pointerdown", outside, true);
  box.addEventListener("keydown", (event) => {
    const now = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      all[(next + all.length) % all.length]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close(true);
    }
    event.stopPropagation();
  });
}

/**
 * Opens a dialog; the answer is what closed it, "" when it was given up.
 * @param {string} title
 * @param {Node[]} content
 * @param {{label: string, value: string, main?: boolean, bad?: boolean}[]} buttons
 * @param {string} [css]
 * @returns {Promise<string>}
 */
export function dialog(title, content, buttons, css = "") {
  const box = /** @type {HTMLDialogElement} */ (element("dialog.dialog", { "aria-labelledby": "dialog-title" }));
  if (css) {
    box.classList.add(css);
  }
  const form = element("form", { method: "dialog" });
  const close = element("button.ib", { type: "button", "aria-label": text("close"), title: text("close") }, icon("x"));
  close.addEventListener("click", () => box.close(""));
  form.append(element("header", {}, element("h2", { id: "dialog-title" }, title), close), element("div.content", {}, ...content));
  if (buttons.length > 0) {
    const foot = element("footer");
    for (const each of buttons) {
      const kind = each.bad ? ".bad" : each.main ? ".main" : "";
      foot.append(element(`button.btn${kind}`, { type: each.main || each.bad ? "submit" : "button", value: each.value }, each.label));
    }
    foot.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("button");
      if (button?.getAttribute("type") === "button") {
        box.close(button.getAttribute("value") ?? "");
      }
    });
    form.append(foot);
  }
  box.append(form);
  document.body.append(box);
  box.addEventListener("click", (event) => {
    if (event.target === box) {
      box.close("");
    }
  });
  box.showModal();
  const first = box.querySelector("[autofocus]") ?? box.querySelector("footer .main, footer .bad");
  if (first instanceof HTMLElement) {
    first.focus();
  }
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue);
    });
  });
}

/**
 * Asks before something that cannot be undone.
 * @param {string} title
 * @param {string} question
 * @param {string} label
 */
export async function confirm(title, question, label) {
  const answer = await dialog(
    title,
    [element("p", {}, question)],
    [
      { label: text("cancel"), value: "" },
      { label, value: "yes", bad: true },
    ],
  );
  return answer === "yes";
}

/**
 * Asks for a text.
 * @param {string} title
 * @param {string} label
 * @param {string} value
 * @param {string} button
 * @param {string} [type] of the field
 */
export async function ask(title, label, value, button, type = "text") {
  const input = /** @type {HTMLInputElement} */ (element("input.field", { id: "asked", type, value, autofocus: true, required: true, maxlength: "200", autocomplete: "off" }));
  const shown = dialog(
    title,
    [element("label", { for: "asked" }, label), input],
    [
      { label: text("cancel"), value: "" },
      { label: button, value: "yes", main: true },
    ],
  );
  if (type === "text") {
    input.select();
  }
  return (await shown) === "yes" ? input.value.trim() : "";
}
