// Single keys, but not while somebody types.

/**
 * @param {Record<string, (event: KeyboardEvent) => void>} map by what KeyboardEvent calls the key, with "ctrl+" before it where that is held
 */
export function keys(map) {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.isComposing || event.altKey || event.defaultPrevented || document.querySelector("dialog[open], .menu")) {
      return;
    }
    if (target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")) {
      if (event.key === "Escape") {
        target.blur();
      }
      return;
    }
    const control = event.ctrlKey || event.metaKey;
    const onControl = target.matches("button, a, summary, [role=separator], [role=treeitem], input");
    if (onControl && (event.key === "Enter" || event.key === " " || event.key.startsWith("Arrow"))) {
      return;
    }
    const found = map[(control ? "ctrl+" : "") + event.key];
    if (found) {
      event.preventDefault();
      found(event);
    }
  });
}
