// Files that go with the mail: what is uploaded, how far it is, what was attached before.
import { upload } from "./compose-api.js";
import { $, icon, make } from "./compose-dom.js";
import { size, text } from "./compose-texts.js";

/** @typedef {{ name: string, type: string, size: number, upload?: number, message?: string, part?: string }} Stored */

export class Files {
  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    /** @type {{ stored?: Stored, file?: File, part: number, failed: string, abort?: () => void }[]} */
    this.entries = [];
    this.limit = Infinity;
  }

  /** @param {Stored[]} stored */
  set(stored) {
    this.entries = stored.map((each) => ({ stored: each, part: 1, failed: "" }));
    this.draw();
  }

  /** What is there to be sent. @returns {Stored[]} */
  all() {
    return this.entries.flatMap((entry) => (entry.stored ? [entry.stored] : []));
  }

  get busy() {
    return this.entries.some((entry) => !entry.stored && !entry.failed);
  }

  get octets() {
    return this.entries.reduce((sum, e) => sum + (e.stored?.size ?? e.file?.size ?? 0), 0);
  }

  /** @param {Iterable<File>} files */
  add(files) {
    for (const file of files) {
      const entry = { file, part: 0, failed: "" };
      this.entries.push(entry);
      this.start(entry);
    }
    this.draw();
  }

  /** @param {any} entry */
  start(entry) {
    if (this.octets > this.limit) {
      entry.failed = text("problem.size");
      this.draw();
      return;
    }
    entry.failed = "";
    const job = upload(entry.file, (part) => {
      entry.part = part;
      this.draw();
    });
    entry.abort = job.abort;
    job.done.then(
      (stored) => {
        entry.stored = stored;
        this.draw();
        this.changed();
      },
      (refusal) => {
        entry.failed = refusal.message || text("attachment.failed", entry.file.name);
        this.draw();
      },
    );
  }

  draw() {
    $("atts").replaceChildren(...this.entries.map((entry) => this.item(entry)));
  }

  /** @param {any} entry */
  item(entry) {
    const name = entry.stored?.name ?? entry.file.name;
    const octets = entry.stored?.size ?? entry.file.size;
    const remove = make("button", { type: "button", class: "off", "aria-label": text("attachment.remove", name) }, icon("x"));
    remove.addEventListener("click", () => {
      entry.abort?.();
      this.entries.splice(this.entries.indexOf(entry), 1);
      this.draw();
      this.changed();
    });
    const ending = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]?.toUpperCase() ?? "";
    const kind = make("span", { class: "kind", "aria-hidden": "true" }, ending || icon("file"));
    const label = make("span", { class: "fname" }, name);
    const details = make("span", { class: "fsize" }, entry.failed || size(octets));
    const item = make("li", { class: entry.failed ? "bad" : "" }, kind, make("span", { class: "both" }, label, details), remove);
    if (entry.failed && entry.file) {
      const again = make("button", { type: "button", class: "word" }, text("attachment.retry"));
      again.addEventListener("click", () => {
        this.start(entry);
        this.draw();
      });
      remove.before(again);
    } else if (!entry.stored) {
      const percent = Math.round(entry.part * 100);
      const bar = make("progress", { max: "100", value: String(percent), "aria-label": text("attachment.loading", name, percent) });
      item.append(bar);
    }
    return item;
  }
}
