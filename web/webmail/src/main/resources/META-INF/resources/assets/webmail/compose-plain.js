// HTML as plain text, when somebody switches to it: "> " for quotes, "- " for lists, addresses of links.

const BLOCK = /^(?:ADDRESS|BLOCKQUOTE|DD|DIV|DL|DT|H[1-6]|HR|LI|OL|P|PRE|TABLE|TR|UL)$/;

/** @param {Element} root */
export function plain(root) {
  /** @type {string[]} */
  const lines = [""];
  let mark = "";
  const last = () => lines[lines.length - 1];
  const add = (/** @type {string} */ text) => {
    lines[lines.length - 1] += text;
  };
  const line = () => {
    if (last().replace(/^[> ]*/, "") !== "" || last().startsWith("- ")) {
      lines.push(mark);
    } else {
      lines[lines.length - 1] = mark;
    }
  };
  const walk = (/** @type {any} */ node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      add(node.data.replace(/[\s\u200b]+/g, " "));
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) {
      return;
    }
    const name = node.tagName;
    if (name === "BR") {
      const only = node.parentNode.firstChild === node;
      if (node.nextSibling || !BLOCK.test(node.parentNode.tagName) || only) {
        lines.push(mark);
      }
      return;
    }
    const block = BLOCK.test(name);
    if (block) {
      line();
    }
    const before = mark;
    if (name === "BLOCKQUOTE") {
      mark = `${mark.trimEnd()}> `;
      lines[lines.length - 1] = mark;
    } else if (name === "LI") {
      const list = node.parentNode;
      add(list.tagName === "OL" ? `${[...list.children].indexOf(node) + 1}. ` : "- ");
      mark += "  ";
    } else if (name === "IMG" && node.alt) {
      add(`[${node.alt}]`);
    }
    if (node.classList.contains("posthorn-signature")) {
      add("-- ");
      lines.push(mark);
    }
    node.childNodes.forEach(walk);
    if (name === "TD" || name === "TH") {
      add("\t");
    } else if (name === "A" && node.href && node.textContent.trim() !== node.getAttribute("href")) {
      add(` <${node.getAttribute("href")}>`);
    }
    mark = before;
    if (block) {
      line();
    }
  };
  walk(root);
  const text = lines.map((each) => (each === "-- " ? each : each.trimEnd())).join("\n");
  return `${text.replace(/\n{3,}/g, "\n\n").replace(/^\n+|\n+$/g, "")}\n`;
}
