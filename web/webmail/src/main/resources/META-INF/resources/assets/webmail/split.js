// The line between list and message: its place is remembered.
import { recall, remember } from "./dom.js";

const LEAST = 300;
const READING = 420;

/**
 * @param {HTMLElement} grip
 * @param {() => void} moved
 */
export function split(grip, moved) {
  const list = /** @type {HTMLElement} */ (document.querySelector(".list"));

  /** @param {number} width */
  function set(width) {
    const most = innerWidth - list.getBoundingClientRect().left - READING;
    const fits = Math.round(Math.max(LEAST, Math.min(width, most)));
    document.body.style.setProperty("--listw", `${fits}px`);
    grip.setAttribute("aria-valuenow", String(Math.round((100 * fits) / innerWidth)));
    remember("list-width", String(fits));
    moved();
  }

  const width = Number(recall("list-width"));
  if (width > 0) {
    set(width);
  }
  grip.addEventListener("pointerdown", (event) => {
    grip.setPointerCapture(event.pointerId);
    document.body.classList.add("splitting");
    const left = list.getBoundingClientRect().left;
    const move = (/** @type {PointerEvent} */ to) => set(to.clientX - left);
    grip.addEventListener("pointermove", move);
    grip.addEventListener(
      "pointerup",
      () => {
        grip.removeEventListener("pointermove", move);
        document.body.classList.remove("splitting");
      },
      { once: true },
    );
  });
  grip.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -20, ArrowRight: 20 }[event.key];
    if (by) {
      event.preventDefault();
      set(list.offsetWidth + by);
    }
  });
}
