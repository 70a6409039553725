// Small things about elements.

/** @param {string} id @returns {any} */
export const $ = (id) => document.getElementById(id);

/**
 * An element with attributes and children; text is text.
 *
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const drawing = "http://www.w3.org/2000/svg";

/** @param {string} name of a symbol */
export function icon(name) {
  const svg = document.createElementNS(drawing, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(drawing, "use");
  use.setAttribute("href", `${document.body.dataset.assets}webmail/compose-icons.svg#${name}`);
  svg.append(use);
  return svg;
}
