// The text that is being written, in a document of its own with the only policy that allows styles.
import Squire from "./compose-squire.js";
import { cleaner } from "./compose-clean.js";
import { plain } from "./compose-plain.js";

const root = /** @type {HTMLElement} */ (document.getElementById("text"));
const inert = /** @type {HTMLIFrameElement} */ (document.getElementById("inert"));
const page = window.parent;

if (inert.contentDocument?.readyState !== "complete" || inert.contentDocument.URL === "about:blank") {
  await new Promise((done) => inert.addEventListener("load", done, { once: true }));
}
document.documentElement.lang = page.document.documentElement.lang;

/** Pictures by the address under which they are shown here. @type {Map<string, any>} */
const pictures = new Map();
const byCid = (/** @type {string} */ cid) => [...pictures].find(([, picture]) => picture.cid === cid)?.[0];
const clean = cleaner(inert.contentWindow, byCid);

const filled = (/** @type {Element} */ e) => e.textContent?.trim() !== "" || e.querySelector("img,table,hr") !== null;

class Editor extends Squire {
  /** Undo of Squire writes strings of HTML, which is a second parse; here its states are trees. */
  _getRawHTML() {
    const copy = document.createDocumentFragment();
    root.childNodes.forEach((node) => copy.append(node.cloneNode(true)));
    const key = root.innerHTML;
    this.states ??= new Map();
    this.states.set(key, copy);
    if (this.states.size > 100) {
      this.states.delete(this.states.keys().next().value);
    }
    return key;
  }

  /** @param {string} html */
  _setRawHTML(html) {
    const copy = this.states?.get(html);
    root.replaceChildren(copy ? copy.cloneNode(true) : clean(html));
    this._ignoreChange = true;
    return this;
  }

  /** Enter within a quote splits it, whatever key or soft keyboard it came from. */
  splitBlock(lineBreak, range = this.getSelection()) {
    return !lineBreak && this.splitQuote(range) ? this : super.splitBlock(lineBreak, range);
  }

  /** @param {Range} range */
  splitQuote(range) {
    let quote = null;
    for (let node = range.startContainer; node && node !== root; node = node.parentNode) {
      if (node.nodeName === "BLOCKQUOTE") {
        quote = node;
      }
    }
    if (!quote) {
      return false;
    }
    this.saveUndoState(range);
    range.deleteContents();
    const rest = document.createRange();
    rest.setStart(range.startContainer, range.startOffset);
    rest.setEndAfter(quote.lastChild);
    const tail = quote.cloneNode(false);
    tail.append(rest.extractContents());
    const line = this.createDefaultBlock();
    quote.after(line);
    if (filled(tail)) {
      line.after(tail);
    }
    for (const part of [quote, tail]) {
      part.querySelectorAll("div,p,blockquote,li").forEach((block) => block.firstChild || block.remove());
    }
    if (!filled(quote)) {
      quote.remove();
    }
    const caret = document.createRange();
    caret.setStart(line, 0);
    this.setSelection(caret);
    this._docWasChanged();
    return true;
  }
}

const editor = new Editor(root, {
  blockTag: "DIV",
  sanitizeToDOMFragment: clean,
  didError: (/** @type {Error} */ e) => {
    throw e;
  },
});

const tell = (/** @type {string} */ name, /** @type {unknown} */ detail) =>
  page.dispatchEvent(new CustomEvent(name, { detail }));

/** Pictures go into the text, all else to the attachments. @param {Iterable<File>} files */
function insertFiles(files) {
  for (const file of files) {
    if (/^image\/(?:png|jpeg|gif|webp)$/.test(file.type)) {
      const url = URL.createObjectURL(file);
      const picture = { cid: `${crypto.randomUUID()}@posthorn`, name: file.name, upload: undefined };
      pictures.set(url, picture);
      editor.insertImage(url, { alt: file.name });
      tell("posthorn-picture", { url, file });
    } else {
      tell("posthorn-attach", file);
    }
  }
}

editor.addEventListener("pasteImage", (/** @type {CustomEvent} */ e) => insertFiles(e.detail.clipboardData.files));
document.addEventListener("dragover", (e) => e.preventDefault());
document.addEventListener(
  "drop",
  (e) => {
    if (e.dataTransfer?.files.length) {
      e.preventDefault();
      e.stopImmediatePropagation();
      insertFiles(e.dataTransfer.files);
    }
    tell("posthorn-drop", null);
  },
  true,
);
document.addEventListener("dragenter", () => tell("posthorn-drag", null));
new ResizeObserver(() => tell("posthorn-height", root.offsetHeight)).observe(root);

/** One switch of the tool bar: what is it called, is it on, turn it on, turn it off. */
const switches = {
  bold: ["B", () => editor.bold(), () => editor.removeBold()],
  italic: ["I", () => editor.italic(), () => editor.removeItalic()],
  underline: ["U", () => editor.underline(), () => editor.removeUnderline()],
  bullets: ["UL", () => editor.makeUnorderedList(), () => editor.removeList()],
  numbers: ["OL", () => editor.makeOrderedList(), () => editor.removeList()],
  quote: ["BLOCKQUOTE", () => editor.increaseQuoteLevel(), () => editor.decreaseQuoteLevel()],
};

/** @param {any[]} list as the server or message() has it */
function know(list) {
  for (const each of list) {
    const url = each.url ?? `/webmail/api/compose/file?upload=${each.upload}`;
    pictures.set(new URL(url, location.href).href, each);
  }
}

/** @param {string} html */
function signature(html) {
  const old = root.querySelector(".posthorn-signature");
  if (!html) {
    old?.remove();
    return;
  }
  const block = document.createElement("div");
  block.className = "posthorn-signature";
  block.append(clean(html));
  if (old) {
    old.replaceWith(block);
  } else {
    root.append(block);
  }
}

/** All that the page may do with the text. */
const composer = {
  insertFiles,
  focus: () => editor.focus(),
  on: (/** @type {string} */ type, /** @type {EventListener} */ heard) => editor.addEventListener(type, heard),
  undo: () => editor.undo(),
  redo: () => editor.redo(),
  clear: () => editor.removeAllFormatting(),
  flip: (/** @type {keyof typeof switches} */ name) => {
    const [tag, on, off] = switches[name];
    editor.hasFormat(tag) ? off() : on();
  },
  isOn: (/** @type {keyof typeof switches} */ name) => editor.hasFormat(switches[name][0]),
  link: (/** @type {string} */ url) => /^(?:https?:\/\/|mailto:|tel:)/i.test(url) && editor.makeLink(url),
  colour: (/** @type {string} */ value) => editor.setTextColor(value || null),
  selected: () => editor.getSelectedText(),
  set: (/** @type {string} */ html, /** @type {any[]} */ list = []) => {
    know(list);
    editor.setHTML(html || "<div><br></div>");
    editor.moveCursorToStart();
  },
  append: (/** @type {string} */ html, /** @type {any[]} */ list = []) => {
    know(list);
    editor.saveUndoState();
    root.append(clean(html));
    editor.fireEvent("input");
  },
  signature,
  uploaded: (/** @type {string} */ url, /** @type {number} */ upload) => {
    pictures.get(url).upload = upload;
  },
  failed: (/** @type {string} */ url) => {
    root.querySelectorAll("img").forEach((img) => img.src === url && img.remove());
    pictures.delete(url);
  },
  text: () => plain(root),
  fromText: (/** @type {string} */ text) => {
    root.replaceChildren(
      ...text.replace(/\n$/, "").split("\n").map((line) => {
        const block = document.createElement("div");
        block.append(line || document.createElement("br"));
        return block;
      }),
    );
  },
  /** The text to be saved or sent. In a document that loads nothing, so that cid: is no request. */
  message: () => {
    const copy = document.implementation.createHTMLDocument("").importNode(root, true);
    const parts = [];
    let pending = 0;
    for (const img of copy.querySelectorAll("img")) {
      const picture = pictures.get(new URL(img.getAttribute("src") ?? "", location.href).href);
      if (picture) {
        img.setAttribute("src", `cid:${picture.cid}`);
        parts.push(picture);
        pending += picture.upload === undefined && !picture.message ? 1 : 0;
      }
    }
    return { html: copy.innerHTML.replaceAll("\u200b", ""), pictures: parts, pending };
  },
  /** The draft that pictures were in is replaced by another one. */
  moved: (/** @type {any[]} */ now) => {
    for (const picture of pictures.values()) {
      const found = picture.message && now.find((each) => each.cid === picture.cid);
      if (found) {
        Object.assign(picture, { message: found.message, part: found.part });
      }
    }
  },
  empty: () => root.textContent?.trim() === "" && !root.querySelector("img"),
};

/** @type {any} */ (window).composer = composer;
page.dispatchEvent(new Event("posthorn-ready"));
