// The settings page: what is chosen is kept at once.
import { change, distrust, settings } from "./chosen.js";
import { element, failed, icon, Problem, recall, remember, text, toast } from "./dom.js";
import { sessions } from "./help.js";
import { chip, edit } from "./labels.js";
import { confirm } from "./menu.js";
import { want, wanted } from "./notify.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("general"));
const zone = /** @type {HTMLSelectElement} */ (document.getElementById("zone"));
const theme = /** @type {HTMLSelectElement} */ (document.getElementById("theme"));

/** @param {string} name */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-part=${name}]`));

for (const name of Intl.supportedValuesOf("timeZone")) {
  zone.append(element("option", { value: name }, name.replaceAll("_", " ")));
}
for (const select of form.querySelectorAll("select")) {
  select.value = select === theme ? recall("theme") : (select.dataset.value ?? "");
}
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", (event) => {
  if (event.target === theme) {
    remember("theme", theme.value);
    if (theme.value) {
      document.documentElement.dataset.theme = theme.value;
    } else {
      delete document.documentElement.dataset.theme;
    }
    toast(text("saved"));
    return;
  }
  /** @param {string} name */
  const value = (name) => /** @type {HTMLSelectElement} */ (form.elements.namedItem(name)).value;
  const before = settings.language;
  change("settings/keep", {
    language: value("language"),
    zone: value("zone"),
    previews: value("density") === "roomy",
    replyAll: value("reply") === "all",
    undoSeconds: value("undo"),
  }).then(() => (settings.language === before ? toast(text("saved")) : location.reload()), failed);
});

/**
 * A list of things, each with buttons.
 * @param {string} name
 * @param {HTMLElement[]} items
 */
function fill(name, items) {
  part(name).replaceChildren(...(items.length > 0 ? items : [element("li.empty", {}, text("nothingYet"))]));
}

/**
 * @param {string} label
 * @param {string} of
 * @param {string} symbol
 * @param {() => Promise<unknown>} run
 */
function button(label, of, symbol, run) {
  const made = element("button.ib", { type: "button", title: label, "aria-label": `${label}: ${of}` }, icon(symbol));
  made.addEventListener("click", () => run().then(draw, failed));
  return made;
}

function draw() {
  fill(
    "labels",
    settings.labels.map((label) =>
      element(
        "li",
        {},
        element("span.grow", {}, chip(label)),
        button(text("labelEdit"), label.name, "pen", () => edit(label)),
        button(text("delete"), label.name, "x", async () => {
          if (await confirm(text("labelForget"), text("labelForgetText", { name: label.name }), text("delete"))) {
            await change("label/forget", { keyword: label.keyword });
          }
        }),
      ),
    ),
  );
  fill(
    "searches",
    settings.searches.map((search) =>
      element("li", {}, element("a.grow", { href: `/webmail/search?q=${encodeURIComponent(search.query)}` }, element("b", {}, search.name), " ", element("small", {}, search.query)), button(text("delete"), search.name, "x", () => change("search/forget", { name: search.name }))),
    ),
  );
  fill(
    "pictures",
    settings.trusted.map((address) => element("li", {}, element("span.grow", {}, address), button(text("delete"), address, "x", () => distrust(address)))),
  );
}

/** @param {string} path @param {object} [body] */
async function compose(path, body) {
  const response = await fetch(`/webmail/api/compose/${path}`, { method: body ? "POST" : "GET", headers: { "X-Posthorn": "1" }, body: body && JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Problem(answer.problem ?? text("failed"));
  }
  return answer;
}

/** @param {string} lines */
function html(lines) {
  const box = document.createElement("div");
  for (const line of lines.trimEnd().split("\n")) {
    box.append(element("div", {}, ...(line ? [line] : [document.createElement("br")])));
  }
  return lines.trim() ? box.innerHTML : "";
}

/** @param {{address: string, name: string, signature: string, signatureText: string}} identity @param {number} index */
function signature(identity, index) {
  const name = /** @type {HTMLInputElement} */ (element("input.field", { id: `name${index}`, value: identity.name, maxlength: "200", autocomplete: "name" }));
  const lines = /** @type {HTMLTextAreaElement} */ (element("textarea.field", { id: `sign${index}`, rows: "4" }));
  lines.value = identity.signatureText;
  const save = element("button.btn.main", { type: "submit" }, text("saveIt"));
  const box = element(
    "form.who",
    { "aria-label": identity.address },
    element("h3", {}, identity.address),
    element("div.line", {}, element("label", { for: name.id }, text("signatureName")), name),
    element("div.line", {}, element("label", { for: lines.id }, text("signatureText")), lines),
    save,
  );
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    compose("identity", { address: identity.address, name: name.value, signature: html(lines.value) }).then(() => toast(text("saved")), failed);
  });
  return box;
}

document.querySelector("[data-act=newLabel]")?.addEventListener("click", () => edit().then(draw, failed));
document.querySelector("[data-act=sessions]")?.addEventListener("click", () => sessions());

const notify = /** @type {HTMLSelectElement} */ (document.getElementById("notify"));
notify.value = wanted() ? "on" : "";
notify.addEventListener("change", async () => {
  if (await want(notify.value === "on")) {
    toast(text("saved"));
  } else {
    notify.value = "";
    toast(text("notDone"));
  }
});
document.querySelector("[data-act=links]")?.addEventListener("click", () => {
  try {
    navigator.registerProtocolHandler("mailto", `${location.origin}/webmail/compose?mailto=%s`); // HTML §8.7.1.2
  } catch {
    toast(text("notDone"));
  }
});

draw();
compose("open")
  .then((opened) => part("signatures").replaceChildren(...opened.identities.map(signature)))
  .catch(failed)
  .finally(() => (document.documentElement.dataset.ready = ""));
