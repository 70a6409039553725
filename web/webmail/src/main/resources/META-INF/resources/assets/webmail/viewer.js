// Shows attachments that a browser can show, one after the other.
import { element, icon, text } from "./dom.js";

/**
 * @param {HTMLElement[]} links all that can be shown
 * @param {number} first which of them at first
 */
export function view(links, first) {
  let at = first;
  const title = element("h2", { id: "viewer-title" });
  const count = element("small");
  const stage = element("div.stage");
  const save = element("a.ib", { "aria-label": text("save"), title: `${text("save")} (d)`, download: true }, icon("down"));
  const button = (/** @type {string} */ name, /** @type {string} */ label, /** @type {() => void} */ run) => {
    const made = element("button.ib", { type: "button", "aria-label": label, title: label }, icon(name));
    made.addEventListener("click", run);
    return made;
  };
  const box = /** @type {HTMLDialogElement} */ (element("dialog.viewer", { "aria-labelledby": "viewer-title" }));
  const back = button("back", text("previous"), () => show(at - 1));
  const next = button("right", text("next"), () => show(at + 1));
  box.append(element("header", {}, title, count, element("span.grow"), back, next, save, button("x", text("close"), () => box.close())), stage);

  /** @param {number} index */
  function show(index) {
    at = (index + links.length) % links.length;
    const link = links[at];
    const url = link.getAttribute("href") ?? "";
    title.textContent = link.dataset.name ?? "";
    count.textContent = links.length > 1 ? `${at + 1} / ${links.length}` : "";
    back.hidden = next.hidden = links.length < 2;
    save.setAttribute("href", url.replace("?inline=1", ""));
    stage.replaceChildren(link.dataset.view === "image" ? element("img", { src: url, alt: link.dataset.name ?? "" }) : element("iframe", { src: url, title: link.dataset.name ?? "" }));
  }

  box.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: at - 1, h: at - 1, ArrowRight: at + 1, l: at + 1, 0: 0, $: links.length - 1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      show(step);
    } else if (event.key === "d") {
      save.click();
    }
    event.stopPropagation();
  });
  box.addEventListener("click", (event) => {
    if (event.target === box || event.target === stage) {
      box.close();
    }
  });
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  show(at);
  box.showModal();
}
