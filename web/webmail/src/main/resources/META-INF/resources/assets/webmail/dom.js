// Small helpers that the other modules share.

const policy = window.trustedTypes?.createPolicy("posthorn", { createHTML: (text) => text });

/** @type {Record<string, string>} */
const texts = JSON.parse(document.body.dataset.texts ?? "{}");
const numbers = new Intl.NumberFormat(document.documentElement.lang);
const plurals = new Intl.PluralRules(document.documentElement.lang);

/**
 * A fragment that our own server has rendered and escaped. Scripts in it do not run.
 * @param {string} html
 */
export function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = /** @type {string} */ (policy ? policy.createHTML(html) : html);
  return template.content;
}

/**
 * A text of the page's language, with values: {name}, and {n, plural, one {…} other {# …}}.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function text(key, values = {}) {
  const shown = (/** @type {string | number} */ value) =>
    typeof value === "number" ? numbers.format(value) : value;
  let found = texts[key] ?? key;
  const plural = found.match(/^\{(\w+), plural, one \{(.*)\} other \{(.*)\}\}$/s);
  if (plural) {
    const value = Number(values[plural[1]]);
    found = plurals.select(value) === "one" ? plural[2] : plural[3];
    found = found.replace("#", numbers.format(value));
  }
  return found.replace(/\{(\w+)\}/g, (all, name) => (name in values ? shown(values[name]) : all));
}

/**
 * An element.
 * @param {string} name with classes, as in "button.btn.main"
 * @param {Record<string, string | boolean | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

/**
 * An icon of the sprite.
 * @param {string} name
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${document.body.dataset.assets}shared/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** The session has ended: sign in, and come back here. */
function signIn() {
  location.assign(`/webmail/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
}

/**
 * Gets a part of the page.
 * @param {string} url
 * @param {AbortSignal} [signal]
 */
export async function get(url, signal) {
  const response = await fetch(url, { headers: { "X-Posthorn": "1" }, signal });
  if (response.status === 401) {
    signIn();
  }
  if (!response.ok) {
    throw new Error(String(response.status));
  }
  return response;
}

/** Something was not done, for a reason that people should read. */
export class Problem extends Error {}

/**
 * Asks the server to do something.
 * @param {string} action
 * @param {object} [request]
 */
export async function act(action, request = {}) {
  const response = await fetch(`/webmail/api/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Posthorn": "1" },
    body: JSON.stringify(request),
  });
  if (response.status === 401) {
    signIn();
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Problem(answer.problem ?? text("failed"));
  }
  return answer;
}

/** @type {number | undefined} */
let hiding;

/**
 * Says something at the foot of the page for some seconds.
 * @param {string} said
 * @param {string} [label] of a button
 * @param {() => void} [then] what the button does
 */
export function toast(said, label, then) {
  const box = /** @type {HTMLElement} */ (document.querySelector(".toasts"));
  const shown = element("div.toast", {}, element("span", {}, said));
  if (label && then) {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      shown.remove();
      then();
    });
    shown.append(button);
  }
  box.replaceChildren(shown);
  clearTimeout(hiding);
  hiding = setTimeout(() => shown.remove(), label ? 10000 : 5000);
}

/**
 * Says what went wrong.
 * @param {unknown} error
 */
export function failed(error) {
  toast(error instanceof Problem ? error.message : text("failed"));
}

/**
 * What is remembered in this browser.
 * @param {string} key
 */
export function recall(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/**
 * Remembers something in this browser.
 * @param {string} key
 * @param {string} value
 */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // no storage in this window
  }
}

/** Whether only one pane is shown at a time. */
export function isPhone() {
  return matchMedia("(max-width: 760px)").matches;
}
