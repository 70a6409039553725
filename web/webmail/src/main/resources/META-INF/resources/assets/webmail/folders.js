// The tree of mailboxes.
import { act, element, failed, fragment, get, icon, text, toast } from "./dom.js";
import { ask, confirm, menu } from "./menu.js";

export class Folders {
  /**
   * @param {HTMLElement} tree
   * @param {(folder: HTMLElement) => void} onopen
   * @param {(folder: HTMLElement, keys: string) => void} ondrop
   */
  constructor(tree, onopen, ondrop) {
    this.tree = tree;
    this.onopen = onopen;
    this.ondrop = ondrop;
    this.current = "";
    /** @type {number | undefined} */
    this.timer = undefined;
    tree.addEventListener("click", (event) => this.click(event));
    tree.addEventListener("contextmenu", (event) => {
      const folder = closest(event);
      if (folder) {
        event.preventDefault();
        this.actions(folder, { x: event.clientX, y: event.clientY });
      }
    });
    tree.addEventListener("keydown", (event) => this.key(event));
    for (const kind of ["dragover", "dragenter"]) {
      tree.addEventListener(kind, (event) => {
        const folder = closest(event);
        if (folder && Folders.takes(folder)) {
          event.preventDefault();
          this.tree.querySelector(".drop")?.classList.remove("drop");
          folder.classList.add("drop");
        }
      });
    }
    tree.addEventListener("dragleave", (event) => closest(event)?.classList.remove("drop"));
    tree.addEventListener("drop", (event) => {
      const folder = closest(event);
      const keys = /** @type {DragEvent} */ (event).dataTransfer?.getData("text/x-posthorn") ?? "";
      folder?.classList.remove("drop");
      if (folder && keys) {
        event.preventDefault();
        this.ondrop(folder, keys);
      }
    });
  }

  /** Whether messages may be put there. @param {HTMLElement} folder */
  static takes(folder) {
    return Number(folder.dataset.id) > 0 && (folder.dataset.rights ?? "").includes("i");
  }

  /** @returns {HTMLElement[]} */
  get all() {
    return [...this.tree.querySelectorAll(".folder")].filter((each) => each instanceof HTMLElement);
  }

  /** @param {string} id */
  find(id) {
    return this.all.find((folder) => folder.dataset.id === id);
  }

  /** The label or kept search that asks for something. @param {string} query */
  searching(query) {
    return query ? this.all.find((folder) => folder.dataset.search === query) : undefined;
  }

  /** The folder for something. @param {string} use */
  use(use) {
    return this.all.find((folder) => folder.dataset.use === use);
  }

  /** What a folder is called. @param {HTMLElement} folder */
  static label(folder) {
    return folder.querySelector(".name")?.textContent ?? "";
  }

  /** Shows which is open. @param {string} id */
  mark(id) {
    this.current = id;
    let found = false;
    for (const folder of this.all) {
      const on = folder.dataset.id === id;
      found ||= on;
      folder.classList.toggle("on", on);
      folder.setAttribute("aria-selected", String(on));
      folder.tabIndex = on ? 0 : -1;
    }
    if (!found && this.all[0]) {
      this.all[0].tabIndex = 0;
    }
  }

  /** Reads the tree again, soon and once. */
  refresh() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), 150);
  }

  async load() {
    const focused = this.tree.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.id : "";
    const response = await get("/webmail/folders").catch(() => undefined);
    if (!response) {
      return;
    }
    const top = this.tree.scrollTop;
    this.tree.replaceChildren(fragment(await response.text()));
    this.tree.scrollTop = top;
    this.mark(this.current);
    if (focused) {
      this.find(focused)?.focus();
    }
    document.dispatchEvent(new CustomEvent("posthorn:folders"));
  }

  /** Unread messages of INBOX. */
  unread() {
    return Number(this.use("inbox")?.dataset.count ?? 0);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const folder = closest(event);
    if (!folder || event.metaKey || event.ctrlKey || event.button !== 0) {
      return;
    }
    event.preventDefault();
    if (folder.dataset.id !== "0") {
      this.onopen(folder);
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const folder = closest(event);
    if (!folder || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const all = this.all;
    const now = all.indexOf(folder);
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      all[Math.max(0, Math.min(all.length - 1, next))].focus();
    } else if (event.key === "b" || event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      event.preventDefault();
      event.stopPropagation();
      this.actions(folder, folder);
    }
  }

  /**
   * @param {HTMLElement} folder
   * @param {Element | {x: number, y: number}} at
   */
  actions(folder, at) {
    const { id, use, path, rights = "", total } = folder.dataset;
    const name = Folders.label(folder);
    if (!id || !path) {
      return;
    }
    /** @type {import("./menu.js").Item[]} */
    const items = [];
    if (id !== "0") {
      items.push({ label: text("markAllRead"), icon: "mailopen", run: () => this.do("folder/read", { id }) });
    }
    if (rights.includes("k") || id === "0") {
      items.push({ label: text("newSubfolder"), icon: "folderplus", run: () => this.create(path) });
    }
    if (!use && rights.includes("x")) {
      items.push({ label: text("rename"), icon: "pen", run: () => this.rename(folder) });
    }
    if (id !== "0" && use !== "inbox" && rights.includes("e")) {
      items.push("-", {
        label: text("emptyFolder"),
        icon: "trash",
        bad: true,
        run: async () => {
          if (await confirm(text("emptyFolder"), text("emptyFolderText", { name, n: Number(total) }), text("delete"))) {
            this.do("folder/empty", { id }, text("emptied"));
          }
        },
      });
    }
    if (!use && rights.includes("x")) {
      items.push({
        label: text("deleteFolder"),
        icon: "x",
        bad: true,
        run: async () => {
          if (await confirm(text("deleteFolder"), text("deleteFolderText", { name, n: Number(total) }), text("delete"))) {
            await this.do("folder/delete", { id });
            if (this.current === id) {
              const inbox = this.use("inbox");
              if (inbox) {
                this.onopen(inbox);
              }
            }
          }
        },
      });
    }
    menu(at, items);
  }

  /**
   * @param {string} action
   * @param {object} request
   * @param {string} [said]
   */
  async do(action, request, said) {
    try {
      await act(action, request);
      if (said) {
        toast(said);
      }
    } catch (error) {
      failed(error);
    }
    await this.load();
  }

  /** @param {string} [parent] */
  async create(parent = "") {
    const name = await ask(parent ? text("newSubfolder") : text("newFolder"), text("folderName"), "", text("create"));
    if (name) {
      await this.do("folder/create", { parent, name });
    }
  }

  /** @param {HTMLElement} folder */
  async rename(folder) {
    const path = folder.dataset.path ?? "";
    const above = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
    const name = await ask(text("renameFolder"), text("folderName"), Folders.label(folder), text("rename"));
    if (name) {
      await this.do("folder/rename", { id: folder.dataset.id, name: above + name });
    }
  }

  /**
   * Asks for a folder; as one types, those that fit are shown.
   * @param {Element} at
   * @returns {Promise<HTMLElement | undefined>}
   */
  choose(at) {
    return new Promise((resolve) => {
      const input = /** @type {HTMLInputElement} */ (element("input.field", { type: "text", placeholder: text("findFolder"), "aria-label": text("findFolder"), autocomplete: "off", role: "combobox", "aria-expanded": "true", "aria-controls": "chooser-list" }));
      const list = element("div.chooser-list", { role: "listbox", id: "chooser-list", "aria-label": text("moveTo") });
      const box = element("div.menu.chooser", {}, element("div.caption", {}, text("moveTo")), input, list);
      let active = 0;

      const draw = () => {
        const wanted = input.value.toLocaleLowerCase();
        const found = this.all.filter((folder) => Folders.takes(folder) && folder.dataset.id !== this.current && (Folders.label(folder) + " " + folder.dataset.path).toLocaleLowerCase().includes(wanted));
        active = Math.max(0, Math.min(active, found.length - 1));
        list.replaceChildren(
          ...found.map((folder, index) => {
            const path = folder.dataset.path ?? "";
            const above = folder.dataset.use || !path.includes("/") ? "" : path.slice(0, path.lastIndexOf("/"));
            const name = folder.querySelector("use")?.getAttribute("href")?.split("#")[1] ?? "folder";
            const item = element("div.item", { role: "option", id: `choose-${index}`, "aria-selected": String(index === active) }, icon(name), element("span", {}, Folders.label(folder)), element("small", {}, above));
            item.addEventListener("click", () => close(folder));
            return item;
          }),
        );
        if (found.length === 0) {
          list.append(element("p.caption", {}, text("noFolder")));
        }
        input.setAttribute("aria-activedescendant", `choose-${active}`);
        list.children[active]?.scrollIntoView({ block: "nearest" });
        return found;
      };

      /** @param {HTMLElement} [folder] */
      const close = (folder) => {
        box.remove();
        document.removeEventListener("pointerdown", outside, true);
        resolve(folder);
      };
      /** @param {Event} event */
      const outside = (event) => {
        if (!box.contains(/** @type {Node} */ (event.target))) {
          close();
        }
      };
      input.addEventListener("input", () => {
        active = 0;
        draw();
      });
      input.addEventListener("keydown", (event) => {
        event.stopPropagation();
        const found = draw();
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          event.preventDefault();
          active += event.key === "ArrowDown" ? 1 : -1;
          draw();
        } else if (event.key === "Enter") {
          event.preventDefault();
          close(found[active]);
        } else if (event.key === "Escape") {
          close();
        }
      });
      document.body.append(box);
      draw();
      const size = box.getBoundingClientRect();
      const point = at.getBoundingClientRect();
      box.style.left = `${Math.max(8, Math.min(point.left, innerWidth - size.width - 8))}px`;
      box.style.top = `${Math.max(8, Math.min(point.bottom + 6, innerHeight - size.height - 8))}px`;
      document.addEventListener("pointerdown", outside, true);
      input.focus();
    });
  }
}

/**
 * @param {Event} event
 * @returns {HTMLElement | null}
 */
function closest(event) {
  return /** @type {HTMLElement} */ (event.target).closest(".folder");
}
