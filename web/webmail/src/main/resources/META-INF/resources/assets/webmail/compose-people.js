// Fields of addresses: one chip for each, with suggestions while one types.
import { get } from "./compose-api.js";
import { $, icon, make } from "./compose-dom.js";
import { text } from "./compose-texts.js";

/** @typedef {{ name: string, address: string }} Person */

const list = $("people");
/** @type {Field | null} */
let shownFor = null;
let picked = -1;

/** Splits what somebody typed or pasted: "Ann <a@x>, b@y; c@z". @param {string} line @returns {Person[]} */
export function parse(line) {
  const people = [];
  for (const piece of line.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,;\n"<]|["<])+/g) ?? []) {
    const both = /^\s*(.*?)\s*<([^>]*)>\s*$/.exec(piece);
    const name = both ? both[1].replace(/^"|"$/g, "").replace(/\\(.)/g, "$1") : "";
    const addresses = both ? [both[2].trim()] : split(piece);
    addresses.filter(Boolean).forEach((address) => people.push({ name, address }));
  }
  return people;
}

/** Lines copied from elsewhere have blanks between addresses. @param {string} piece */
function split(piece) {
  const plain = piece.trim().replace(/^mailto:/i, "");
  const words = plain.split(/\s+/);
  return words.every((word) => word.includes("@")) ? words : [plain];
}

/** @param {string} address */
export const valid = (address) => /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address);

/** @param {Person} person */
function initials(person) {
  const words = (person.name || person.address.split("@")[0]).split(/[\s._-]+/).filter(Boolean);
  const first = words[0] ?? "?";
  const last = words.length > 1 ? words[words.length - 1] : "";
  return ([...first][0] + ([...last][0] ?? "")).toUpperCase();
}

export class Field {
  /** @param {string} id @param {() => void} changed */
  constructor(id, changed) {
    this.input = $(id);
    this.chips = $(`${id}-chips`);
    this.row = this.input.closest(".f");
    this.changed = changed;
    /** @type {Person[]} */
    this.people = [];
    this.asked = 0;
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => this.key(e));
    this.input.addEventListener("blur", () => setTimeout(() => this.left(), 120));
    this.input.addEventListener("paste", (/** @type {ClipboardEvent} */ e) => this.paste(e));
    this.row.addEventListener("click", (/** @type {Event} */ e) => {
      if (e.target === this.row || e.target === this.chips) {
        this.input.focus();
      }
    });
  }

  /** @param {Person[]} people */
  set(people) {
    this.people = [];
    people.forEach((person) => this.add(person, false));
    this.draw();
    if (people.length) {
      this.row.hidden = false;
    }
  }

  /** What is in the field, a half-typed address included. @returns {Person[]} */
  all() {
    return [...this.people, ...parse(this.input.value)];
  }

  /** @param {Person} person @param {boolean} [tell] */
  add(person, tell = true) {
    const same = (/** @type {Person} */ p) => p.address.toLowerCase() === person.address.toLowerCase();
    if (!this.people.some(same)) {
      this.people.push({ name: person.name ?? "", address: person.address });
    }
    if (tell) {
      this.draw();
      this.changed();
    }
  }

  draw() {
    this.chips.replaceChildren(...this.people.map((person, at) => this.chip(person, at)));
    this.chips.hidden = this.people.length === 0;
  }

  /** @param {Person} person @param {number} at */
  chip(person, at) {
    const shown = person.name || person.address;
    const remove = make("button", { type: "button", "aria-label": text("remove", shown) }, icon("x"));
    remove.addEventListener("click", () => this.remove(at));
    const face = make("b", { class: "av", "aria-hidden": "true" }, initials(person));
    const name = make("span", { class: "name" }, shown);
    const kind = valid(person.address) ? "chip" : "chip bad";
    const chip = make("span", { class: kind, role: "listitem", title: person.address }, face, name, remove);
    chip.addEventListener("dblclick", () => {
      this.remove(at);
      this.input.value = person.name ? `${person.name} <${person.address}>` : person.address;
    });
    return chip;
  }

  /** @param {number} at */
  remove(at) {
    this.people.splice(at, 1);
    this.draw();
    this.changed();
    this.input.focus();
  }

  typed() {
    const value = this.input.value;
    if (/[,;]\s*$/.test(value) || /@\S+\s$/.test(value)) {
      this.take();
    }
    this.changed();
    this.suggest();
  }

  /** Makes chips of what is typed. */
  take() {
    parse(this.input.value).forEach((person) => this.add(person));
    this.input.value = "";
    hide();
  }

  left() {
    if (document.activeElement !== this.input) {
      if (this.input.value.trim()) {
        this.take();
      }
      if (shownFor === this) {
        hide();
      }
    }
  }

  /** @param {ClipboardEvent} e */
  paste(e) {
    const pasted = e.clipboardData?.getData("text") ?? "";
    const people = parse(pasted);
    if (people.length > 1 || (people.length === 1 && valid(people[0].address) && !this.input.value)) {
      e.preventDefault();
      people.forEach((person) => this.add(person));
    }
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const open = shownFor === this && !list.hidden;
    if (open && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      e.preventDefault();
      pick(picked + (e.key === "ArrowDown" ? 1 : -1));
    } else if (open && (e.key === "Enter" || e.key === "Tab") && picked >= 0) {
      e.preventDefault();
      list.children[picked].dispatchEvent(new Event("choose"));
    } else if (e.key === "Escape" && open) {
      e.stopPropagation();
      hide();
    } else if (e.key === "Enter" && !e.ctrlKey && !e.metaKey) {
      e.preventDefault();
      this.take();
    } else if (e.key === "Backspace" && !this.input.value && this.people.length) {
      this.remove(this.people.length - 1);
    }
  }

  async suggest() {
    const wanted = this.input.value.trim();
    const turn = ++this.asked;
    if (!wanted) {
      hide();
      return;
    }
    const answer = await get("people", { q: wanted }).catch(() => ({ people: [] }));
    if (turn !== this.asked || document.activeElement !== this.input) {
      return;
    }
    const known = new Set(this.people.map((p) => p.address.toLowerCase()));
    const found = answer.people.filter((/** @type {Person} */ p) => !known.has(p.address.toLowerCase()));
    show(this, found);
  }
}

/** @param {Field} field @param {Person[]} people */
function show(field, people) {
  if (people.length === 0) {
    hide();
    return;
  }
  shownFor = field;
  list.replaceChildren(
    ...people.map((person, at) => {
      const face = make("b", { class: "av", "aria-hidden": "true" }, initials(person));
      const name = make("span", { class: "who" }, person.name || person.address);
      const address = make("span", { class: "adr" }, person.name ? person.address : "");
      const item = make("li", { role: "option", id: `person-${at}`, "aria-selected": "false" }, face, name, address);
      const choose = () => {
        field.input.value = "";
        field.add(person);
        hide();
        field.input.focus();
      };
      item.addEventListener("choose", choose);
      item.addEventListener("mousedown", (e) => {
        e.preventDefault();
        choose();
      });
      return item;
    }),
  );
  list.hidden = false;
  field.input.setAttribute("aria-expanded", "true");
  const at = field.input.getBoundingClientRect();
  list.style.left = `${Math.min(at.left, innerWidth - list.offsetWidth - 8)}px`;
  list.style.top = `${at.bottom + 4}px`;
  pick(0);
}

/** @param {number} at */
function pick(at) {
  const count = list.children.length;
  picked = (at + count) % count;
  [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === picked)));
  shownFor?.input.setAttribute("aria-activedescendant", `person-${picked}`);
}

function hide() {
  list.hidden = true;
  shownFor?.input.setAttribute("aria-expanded", "false");
  shownFor?.input.removeAttribute("aria-activedescendant");
  shownFor = null;
  picked = -1;
}
