// Labels: keywords of messages with names and colours.
import { change, settings } from "./chosen.js";
import { element, text } from "./dom.js";
import { dialog } from "./menu.js";

const HUES = 12;

/** @param {import("./chosen.js").Label} label */
export function chip(label) {
  return element(`span.lab.h${label.hue}`, { "data-keyword": label.keyword }, label.name);
}

/**
 * Asks for the name and the colour of a label, and keeps it.
 * @param {import("./chosen.js").Label} [before]
 * @returns {Promise<string>} its keyword; "" when it was given up
 */
export async function edit(before) {
  const input = /** @type {HTMLInputElement} */ (element("input.field", { id: "asked", value: before?.name ?? "", autofocus: true, required: true, maxlength: "60", autocomplete: "off" }));
  const hues = element("fieldset.hues", {}, element("legend", {}, text("labelColour")));
  for (let hue = 0; hue < HUES; hue++) {
    const radio = element("input", { type: "radio", name: "hue", value: String(hue), checked: hue === (before?.hue ?? settings.labels.length % HUES), "aria-label": `${text("labelColour")} ${hue + 1}` });
    hues.append(element(`label.h${hue}`, {}, radio));
  }
  const shown = dialog(
    text(before ? "labelEdit" : "labelNew"),
    [element("label", { for: "asked" }, text("labelName")), input, hues],
    [
      { label: text("cancel"), value: "" },
      { label: text("ok"), value: "yes", main: true },
    ],
  );
  if ((await shown) !== "yes" || !input.value.trim()) {
    return "";
  }
  const chosen = /** @type {HTMLInputElement | null} */ (hues.querySelector("input:checked"));
  const known = settings.labels.map((label) => label.keyword);
  await change("label", { keyword: before?.keyword ?? "", name: input.value.trim(), hue: chosen?.value ?? "0" });
  return before?.keyword ?? settings.labels.find((label) => !known.includes(label.keyword))?.keyword ?? "";
}
