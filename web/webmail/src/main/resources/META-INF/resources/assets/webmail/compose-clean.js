// Foreign HTML, from the clipboard or the server, made a fragment of this document. It is read by the
// parser of a frame that runs no script, loads no picture and has no connections; what is left is
// taken over as a tree, so that no second parse can change its meaning.

const LINK = /^(?:https?:\/\/|mailto:|tel:)/i;
/** DOMPurify holds this against all attributes: values without a scheme must pass ("rtl", "2"). */
const VALUE = /^(?:(?:https?|mailto|tel|cid|blob):|data:image\/(?:png|jpeg|gif|webp);|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i;
const OPTIONS = {
  RETURN_DOM_FRAGMENT: true,
  ALLOWED_URI_REGEXP: VALUE,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  SANITIZE_NAMED_PROPS: true,
  USE_PROFILES: { html: true },
  FORBID_TAGS:
    "style form button textarea select option input video audio dialog label fieldset marquee".split(" "),
  FORBID_ATTR: "srcset background poster contenteditable autofocus tabindex name id".split(" "),
};
const SIDES = ["top", "right", "bottom", "left"];
const PROPERTIES = new Set([
  ..."color background-color font-family font-size font-style font-weight text-align".split(" "),
  ..."text-decoration-line text-indent vertical-align white-space-collapse text-wrap-mode".split(" "),
  ..."list-style-type direction width height max-width line-height border-collapse".split(" "),
  ...SIDES.flatMap((side) => [`padding-${side}`, `margin-${side}`]),
  ...SIDES.flatMap((side) => ["width", "style", "color"].map((kind) => `border-${side}-${kind}`)),
]);
/** What says nothing, but would fix the look of plain text. */
const NEUTRAL = new Set([
  "background-color|transparent",
  "background-color|initial",
  "color|windowtext",
  "color|rgb(0, 0, 0)",
  "color|initial",
  "font-weight|normal",
  "font-weight|400",
  "font-style|normal",
  "text-decoration-line|none",
  "margin-left|0cm",
  "text-indent|0px",
  "vertical-align|baseline",
]);

/** The clipboard of Office names its looks in a style sheet: bring them to the elements. */
function inlineSheets(/** @type {any} */ inert, /** @type {Document} */ doc) {
  for (const style of doc.querySelectorAll("style")) {
    const sheet = new inert.CSSStyleSheet();
    sheet.replaceSync((style.textContent ?? "").replace(/<!--|-->/g, ""));
    for (const rule of sheet.cssRules) {
      if (rule.style && rule.selectorText) {
        inlineRule(doc, rule);
      }
    }
  }
}

function inlineRule(/** @type {Document} */ doc, /** @type {any} */ rule) {
  let elements;
  try {
    elements = doc.querySelectorAll(rule.selectorText);
  } catch {
    return; // a selector that this browser does not know
  }
  for (const element of elements) {
    for (const name of rule.style) {
      if (PROPERTIES.has(name) && !element.style.getPropertyValue(name)) {
        element.style.setProperty(name, rule.style.getPropertyValue(name));
      }
    }
  }
}

/** Word writes lists as paragraphs with a mark made by hand. */
function wordLists(/** @type {Element} */ root) {
  /** @type {{ level: number, list: Element, last: Element | null }[]} */
  let open = [];
  const marked = [...root.querySelectorAll('[style*="mso-list"]')];
  for (const block of marked.filter((e) => /^(?:P|H\d|DIV|LI)$/.test(e.tagName))) {
    const found = /mso-list:\s*\w+\s+level(\d+)/i.exec(block.getAttribute("style") ?? "");
    if (!found) {
      continue;
    }
    const level = Number(found[1]);
    let mark = "";
    for (const drawn of block.querySelectorAll('[style*="Ignore"]')) {
      mark += drawn.textContent ?? "";
      drawn.remove();
    }
    mark = mark.trim();
    const before = block.previousElementSibling;
    if (open.length && open[open.length - 1].last !== before && open[0].list !== before) {
      open = [];
    }
    while (open.length && open[open.length - 1].level > level) {
      open.pop();
    }
    if (!open.length || open[open.length - 1].level < level) {
      const numbered = /^\(?[\da-z]+[.)]/i.test(mark) && mark !== "o";
      const list = root.ownerDocument.createElement(numbered ? "ol" : "ul");
      if (open.length) {
        open[open.length - 1].last?.append(list);
      } else {
        block.before(list);
      }
      open.push({ level, list, last: null });
    }
    const item = root.ownerDocument.createElement("li");
    item.append(...block.childNodes);
    const inner = open[open.length - 1];
    inner.list.append(item);
    inner.last = item;
    block.remove();
  }
}

function keepStyles(/** @type {DocumentFragment} */ root) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[style]"))) {
    const kept = [...element.style]
      .map((name) => [name, element.style.getPropertyValue(name)])
      .filter(([name, value]) => PROPERTIES.has(name) && !NEUTRAL.has(`${name}|${value}`))
      .filter(([, value]) => !/url|image|attr|var|expression/i.test(value));
    element.removeAttribute("style");
    kept.forEach(([name, value]) => element.style.setProperty(name, value));
  }
}

function keepPictures(/** @type {DocumentFragment} */ root, /** @type {(cid: string) => string | undefined} */ byCid) {
  for (const img of root.querySelectorAll("img")) {
    const source = img.getAttribute("src") ?? "";
    const known = source.startsWith("cid:") ? byCid(source.slice(4)) : undefined;
    if (known) {
      img.setAttribute("src", known);
    } else if (!/^(?:blob:|data:image\/|\/webmail\/api\/compose\/)/i.test(source) && !ours(source)) {
      const label = root.ownerDocument.createElement("span");
      label.className = "posthorn-remote";
      label.textContent = img.alt || "…";
      if (/^(?:https?|cid):/i.test(source)) {
        img.replaceWith(label);
      } else {
        img.remove();
      }
    }
  }
}

const ours = (/** @type {string} */ source) => source.startsWith(`${location.origin}/webmail/api/compose/`);

function tidy(/** @type {DocumentFragment} */ root) {
  for (const element of root.querySelectorAll("[class]")) {
    const own = [...element.classList].filter((name) => name.startsWith("posthorn-"));
    if (own.length) {
      element.className = own.join(" ");
    } else {
      element.removeAttribute("class");
    }
  }
  for (const link of root.querySelectorAll("a[href]")) {
    if (!LINK.test(link.getAttribute("href") ?? "")) {
      link.removeAttribute("href");
    }
  }
  const lift = (/** @type {Element} */ element) => element.replaceWith(...element.childNodes);
  for (const bold of root.querySelectorAll("b")) {
    if (bold.style.fontWeight === "normal" || bold.querySelector("p,div,ul,ol,table,h1,h2,h3")) {
      lift(bold); // Google Docs puts all into one
    }
  }
  root.querySelectorAll("span:not([style]):not([class])").forEach(lift);
  root.querySelectorAll("li > p:only-child").forEach(lift);
  for (const list of root.querySelectorAll("ul > ul, ul > ol, ol > ol, ol > ul")) {
    if (list.previousElementSibling?.tagName === "LI") {
      list.previousElementSibling.append(list);
    }
  }
}

/**
 * Makes the function that cleans.
 *
 * @param {any} inert the window of the frame that reads
 * @param {(cid: string) => string | undefined} byCid where a picture of this mail is shown
 * @returns {(html: string) => DocumentFragment}
 */
export function cleaner(inert, byCid) {
  const purify = /** @type {any} */ (window).DOMPurify(inert);
  return (html) => {
    const doc = new inert.DOMParser().parseFromString(html, "text/html");
    inlineSheets(inert, doc);
    wordLists(doc.body);
    const fragment = purify.sanitize(doc.body, OPTIONS);
    keepStyles(fragment);
    keepPictures(fragment, byCid);
    tidy(fragment);
    return document.importNode(fragment, true);
  };
}
