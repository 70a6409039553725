// Touch: a row that is pushed aside is archived or deleted, one that is held is picked.

const FAR = 90;
const HELD = 450;

/**
 * @param {HTMLElement} box
 * @param {(row: Element, direction: number) => void} swiped
 * @param {() => void} back
 */
export function swipe(box, swiped, back) {
  /** @type {HTMLElement | null} */
  let row = null;
  let x = 0;
  let y = 0;
  let by = 0;
  let decided = false;
  /** @type {number | undefined} */
  let hold;

  box.addEventListener(
    "touchstart",
    (event) => {
      row = event.touches.length === 1 ? /** @type {HTMLElement} */ (event.target).closest(".row") : null;
      x = event.touches[0].clientX;
      y = event.touches[0].clientY;
      by = 0;
      decided = false;
      clearTimeout(hold);
      hold = setTimeout(() => {
        if (row && !decided) {
          /** @type {HTMLElement | null} */ (row.querySelector(".av"))?.click();
          navigator.vibrate?.(10);
          row = null;
        }
      }, HELD);
    },
    { passive: true },
  );
  box.addEventListener(
    "touchmove",
    (event) => {
      const dx = event.touches[0].clientX - x;
      const dy = event.touches[0].clientY - y;
      if (Math.abs(dx) > 8 || Math.abs(dy) > 8) {
        clearTimeout(hold);
      }
      if (!row) {
        return;
      }
      if (!decided && (Math.abs(dx) > 12 || Math.abs(dy) > 12)) {
        decided = true;
        if (Math.abs(dy) > Math.abs(dx)) {
          row = null; // it scrolls
          return;
        }
      }
      if (decided) {
        event.preventDefault();
        by = dx;
        row.classList.toggle("to-archive", dx > 0);
        row.classList.toggle("to-trash", dx < 0);
        row.classList.toggle("far", Math.abs(dx) > FAR);
        row.style.setProperty("--by", `${dx}px`);
      }
    },
    { passive: false },
  );
  const end = () => {
    clearTimeout(hold);
    if (row && decided) {
      const pushed = row;
      pushed.classList.remove("to-archive", "to-trash", "far");
      pushed.style.removeProperty("--by");
      if (Math.abs(by) > FAR) {
        swiped(pushed, by);
      }
    }
    row = null;
  };
  box.addEventListener("touchend", end);
  box.addEventListener("touchcancel", end);
  box.addEventListener("contextmenu", (event) => {
    if (matchMedia("(pointer: coarse)").matches) {
      event.preventDefault();
    }
  });
}
