// The search field: while it is empty or has the focus it offers what one can search for.
import { element, text } from "./dom.js";

const OFFERS = [
  ["from:", "hintFrom"],
  ["to:", "hintTo"],
  ["subject:", "hintSubject"],
  ["attachments:any", "hintAttachment"],
  ["is:unread", "hintUnread"],
  ["is:starred", "hintStarred"],
  ["start:2026-01-31", "hintSince"],
  ["mailbox:", "hintFolder"],
  ["minsize:5M", "hintLarge"],
];

/**
 * @param {HTMLFormElement} form
 * @param {(search: string) => void} run
 */
export function searchField(form, run) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const chips = element("div.chips");
  const box = element("div.offers", { hidden: true }, element("div.caption", {}, text("searchHints")), chips);
  for (const [term, key] of OFFERS) {
    const chip = element("button.chip", { type: "button" }, element("code", {}, term), element("span", {}, text(key)));
    chip.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    chip.addEventListener("click", () => {
      input.value = `${input.value.trimEnd()} ${term}`.trimStart() + (term.endsWith(":") ? "" : " ");
      input.focus();
      if (!term.endsWith(":") && !term.includes("2026")) {
        submit();
      }
    });
    chips.append(chip);
  }
  form.append(box);

  function submit() {
    box.hidden = true;
    input.blur();
    run(input.value.trim());
  }

  input.addEventListener("focus", () => {
    box.hidden = false;
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) {
      box.hidden = true;
    }
  });
  input.addEventListener("search", () => {
    if (input.value === "") {
      submit();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  return input;
}
