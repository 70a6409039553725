// The words of the page, in the language in which the server has written it.

/** @type {Record<string, string>} */
const texts = JSON.parse(document.body.dataset.texts ?? "{}");

/**
 * A text, with values for {0}, {1} …
 *
 * @param {string} key
 * @param {...(string | number)} values
 */
export function text(key, ...values) {
  const found = texts[key] ?? key;
  return found.replace(/\{(\d)\}/g, (all, n) => String(values[Number(n)] ?? all)).replaceAll("''", "'");
}

const page = document.documentElement.lang;

/** The language, with the country that the browser prefers. */
export const language = navigator.languages.find((each) => each.startsWith(page)) ?? page;

/** @param {number} octets */
export function size(octets) {
  const units = ["B", "KB", "MB", "GB"];
  let unit = 0;
  let rest = octets;
  while (rest >= 1000 && unit < 3) {
    rest /= 1000;
    unit++;
  }
  const digits = unit >= 2 && rest < 10 ? 1 : 0;
  return `${rest.toLocaleString(language, { maximumFractionDigits: digits })} ${units[unit]}`;
}
