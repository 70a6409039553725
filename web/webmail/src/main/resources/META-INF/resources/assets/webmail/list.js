// The list: rows of one height in pages of fifty, which the server renders and the list puts where they belong.
import { fragment, get, text } from "./dom.js";

const SIZE = 50;
const KEEP = 40;
const EAGER = 500; // px beyond the edges

/** @typedef {{mailbox: string, q: string, filter: string, order: string, threads: string}} Query */

export class List {
  /**
   * @param {HTMLElement} box
   * @param {Query} query
   * @param {number} total
   * @param {string} next the highest UIDs that it has, by mailbox
   */
  constructor(box, query, total, next) {
    this.box = box;
    this.track = /** @type {HTMLElement} */ (box.firstElementChild);
    this.query = query;
    this.total = total;
    this.next = next;
    this.allNext = next;
    this.allTotal = total;
    this.state = document.body.dataset.state ?? "";
    /** @type {Map<number, HTMLElement>} */
    this.pages = new Map();
    /** @type {Set<string>} keys of messages that are picked */
    this.picked = new Set();
    this.all = false; // whether everything in the list is picked
    this.current = -1; // the row on which the keyboard is
    this.anchor = -1; // where a range began
    this.openKey = ""; // the message that is being read
    this.onpick = () => {};
    this.measure();
    const first = this.track.querySelector(".page");
    if (first instanceof HTMLElement) {
      this.pages.set(0, first);
      this.place(first, 0);
    }
    this.resize();
    let frame = 0;
    box.addEventListener(
      "scroll",
      () => {
        frame ||= requestAnimationFrame(() => {
          frame = 0;
          this.show();
        });
      },
      { passive: true },
    );
    new ResizeObserver(() => {
      this.measure();
      this.replace();
    }).observe(box);
    this.show();
    this.empty();
  }

  measure() {
    const height = getComputedStyle(this.box).getPropertyValue("--row");
    this.height = parseFloat(height) || 82;
  }

  /** Puts all pages where they belong. */
  replace() {
    for (const [number, page] of this.pages) {
      this.place(page, number);
    }
    this.resize();
    this.show();
  }

  resize() {
    this.track.style.height = `${this.total * this.height}px`;
    this.box.setAttribute("aria-rowcount", String(this.total));
  }

  /**
   * @param {HTMLElement} page
   * @param {number} number
   */
  place(page, number) {
    page.style.transform = `translateY(${number * SIZE * this.height}px)`;
    const rows = Math.max(0, Math.min(SIZE, this.total - number * SIZE));
    page.style.height = `${rows * this.height}px`;
  }

  range() {
    const top = this.box.scrollTop;
    const page = SIZE * this.height;
    const last = Math.max(0, Math.ceil(this.total / SIZE) - 1);
    const from = Math.floor((top - EAGER) / page);
    const to = Math.floor((top + this.box.clientHeight + EAGER) / page);
    return [Math.max(0, Math.min(from, last)), Math.max(0, Math.min(to, last))];
  }

  /** Shows the pages that can be seen, and asks for those that are not here. */
  show() {
    const [from, to] = this.range();
    for (const [number, page] of this.pages) {
      if ((number < from || number > to) && page.isConnected) {
        page.remove();
      }
    }
    for (let number = from; number <= to; number++) {
      let page = this.pages.get(number);
      if (!page) {
        page = document.createElement("div");
        page.className = "page wait";
        page.setAttribute("role", "rowgroup");
        this.pages.set(number, page);
        this.place(page, number);
        this.later();
      }
      if (!page.isConnected) {
        this.track.append(page);
        if (page.classList.contains("wait")) {
          this.later();
        }
      }
    }
  }

  /** A fling past a thousand pages asks for none of them. */
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const [number, page] of this.pages) {
        if (page.isConnected && page.classList.contains("wait")) {
          this.load(number, page);
        } else if (!page.isConnected && this.pages.size > KEEP) {
          this.pages.delete(number);
        }
      }
    }, 40);
  }

  /** @param {number} from */
  url(from) {
    const query = new URLSearchParams({ ...this.query, from: String(from), count: String(SIZE) });
    for (const [key, value] of [...query]) {
      if (!value) {
        query.delete(key);
      }
    }
    return `/webmail/rows?${query}`;
  }

  /**
   * @param {number} number
   * @param {HTMLElement} page
   */
  async load(number, page) {
    if (page.dataset.busy) {
      page.dataset.again = "1";
      return;
    }
    page.dataset.busy = "1";
    const query = this.query;
    try {
      const response = await get(this.url(number * SIZE));
      const html = await response.text();
      if (query !== this.query) {
        return; // another list by now
      }
      this.take(response);
      page.replaceChildren(fragment(html));
      page.classList.remove("wait");
      this.place(page, number);
      this.mark();
      this.empty();
    } catch (error) {
      if (page.classList.contains("wait")) {
        this.pages.delete(number);
        page.remove();
        setTimeout(() => this.show(), 3000);
      }
    } finally {
      delete page.dataset.busy;
      if (page.dataset.again) {
        delete page.dataset.again;
        this.load(number, page);
      }
    }
  }

  /** @param {Response} response */
  take(response) {
    const total = Number(response.headers.get("X-Total"));
    this.next = response.headers.get("X-Next") ?? this.next;
    this.state = response.headers.get("X-State") ?? "";
    if (total !== this.total) {
      this.total = total;
      this.resize();
    }
  }

  /** Reads the list again if it is another one by now. */
  async check() {
    const query = this.query;
    const response = await get(this.url(0).replace(`count=${SIZE}`, "count=1")).catch(() => undefined);
    if (response && query === this.query && response.headers.get("X-State") !== this.state) {
      this.refresh();
    }
  }

  /** Something in the list has changed: what can be seen is read again, the rest when it is seen. */
  refresh() {
    for (const [number, page] of this.pages) {
      if (page.isConnected) {
        this.load(number, page);
      } else {
        this.pages.delete(number);
      }
    }
    if (this.pages.size === 0) {
      this.show();
    }
  }

  /**
   * Shows another list.
   * @param {Partial<Query>} query
   */
  async open(query) {
    this.query = { ...this.query, ...query };
    this.unpick();
    this.current = -1;
    const wanted = this.query;
    this.box.setAttribute("aria-busy", "true");
    const response = await get(this.url(0));
    const html = await response.text();
    if (wanted !== this.query) {
      return;
    }
    this.box.removeAttribute("aria-busy");
    this.pages.clear();
    this.track.replaceChildren();
    this.take(response);
    this.box.scrollTop = 0;
    const page = document.createElement("div");
    page.className = "page";
    page.setAttribute("role", "rowgroup");
    page.append(fragment(html));
    this.pages.set(0, page);
    this.replace();
    this.mark();
    this.empty();
  }

  /** Says that there is nothing, where that is so. */
  empty() {
    const box = document.querySelector("[data-none=list]");
    if (box instanceof HTMLElement) {
      const kind = this.query.q && this.query.q !== "is:starred" ? "noSearch" : this.query.filter === "unread" ? "noUnread" : this.query.filter === "starred" || this.query.q ? "noStarred" : "noMail";
      box.hidden = this.total > 0;
      /** @type {HTMLElement} */ (box.querySelector("p")).textContent = text(kind);
    }
  }

  /** @param {string} key */
  row(key) {
    return document.getElementById(`m${key}`);
  }

  /** The row at a place, if it is on the page. @param {number} index */
  at(index) {
    const page = this.pages.get(Math.floor(index / SIZE));
    const row = page?.children[index % SIZE];
    return row instanceof HTMLElement ? row : null;
  }

  /** @param {Element} row */
  static key(row) {
    return row.id.slice(1);
  }

  /** @param {Element} row */
  index(row) {
    return Number(row.getAttribute("aria-rowindex")) - 1;
  }

  /** The row on which the keyboard is. */
  now() {
    return this.at(this.current);
  }

  /** Puts the keyboard onto a row. @param {Element} row */
  go(row) {
    this.current = this.index(row);
    this.anchor = this.current;
    this.mark();
  }

  /** Shows which rows are open, picked, or have the keyboard. */
  mark() {
    for (const row of this.track.querySelectorAll(".row")) {
      const key = List.key(row);
      const picked = this.all || this.picked.has(key);
      row.classList.toggle("now", this.index(row) === this.current);
      row.classList.toggle("open", key === this.openKey);
      row.classList.toggle("picked", picked);
      row.setAttribute("aria-selected", String(picked || key === this.openKey));
    }
    const now = this.now();
    if (now) {
      this.box.setAttribute("aria-activedescendant", now.id);
    } else {
      this.box.removeAttribute("aria-activedescendant");
    }
  }

  /**
   * Moves the keyboard by some rows.
   * @param {number} by
   * @param {boolean} [extend] whether all on the way are picked
   */
  step(by, extend = false) {
    if (this.total === 0) {
      return;
    }
    const from = this.current;
    this.current = Math.max(0, Math.min(this.total - 1, this.current + by));
    const top = this.current * this.height;
    if (top < this.box.scrollTop) {
      this.box.scrollTop = top;
    } else if (top + this.height > this.box.scrollTop + this.box.clientHeight) {
      this.box.scrollTop = top + this.height - this.box.clientHeight;
    }
    this.show();
    if (extend) {
      this.pickRange(Math.max(0, from), this.current);
    } else {
      this.anchor = this.current;
    }
    this.mark();
  }

  /** How many rows can be seen at once. */
  screen() {
    return Math.max(1, Math.floor(this.box.clientHeight / this.height) - 1);
  }

  /** The index of the next row with a class, of those that are here; -1 when there is none. @param {string} name */
  find(name) {
    for (let index = this.current + 1; index < this.total; index++) {
      const row = this.at(index);
      if (!row) {
        return -1;
      }
      if (row.classList.contains(name)) {
        return index;
      }
    }
    return -1;
  }

  /** @param {Element} row */
  toggle(row) {
    this.all = false;
    const key = List.key(row);
    if (!this.picked.delete(key)) {
      this.picked.add(key);
    }
    this.anchor = this.index(row);
    this.mark();
    this.onpick();
  }

  /**
   * @param {number} one
   * @param {number} other
   */
  pickRange(one, other) {
    this.all = false;
    for (let index = Math.min(one, other); index <= Math.max(one, other); index++) {
      const row = this.at(index);
      if (row) {
        this.picked.add(List.key(row));
      }
    }
    this.mark();
    this.onpick();
  }

  /** Picks all rows that are on the page. */
  pickShown() {
    for (const row of this.track.querySelectorAll(".row")) {
      this.picked.add(List.key(row));
    }
    this.mark();
    this.onpick();
  }

  /** Picks all of the list, also what is not on the page. */
  pickAll() {
    this.all = true;
    this.allNext = this.next; // what comes later was not seen
    this.allTotal = this.total;
    this.mark();
    this.onpick();
  }

  unpick() {
    this.picked.clear();
    this.all = false;
    this.mark();
    this.onpick();
  }

  /** How many messages are picked. */
  count() {
    return this.all ? this.allTotal : this.picked.size;
  }
}
