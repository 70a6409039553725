// The reading pane: a part that the server renders, and the mail's own text in a frame without scripts.
import { trust, trusts } from "./chosen.js";
import { failed, fragment, get, isPhone } from "./dom.js";

/** Whether the page is dark now. */
export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

export class Reader {
  /**
   * @param {HTMLElement} pane
   * @param {(key: string) => void} onopen
   */
  constructor(pane, onopen) {
    this.pane = pane;
    this.onopen = onopen;
    this.remote = false;
    this.as = "";
    this.light = false;
    /** @type {AbortController | undefined} */
    this.pending = undefined;
    this.begin();
  }

  /** The message that is shown. */
  get message() {
    return /** @type {HTMLElement | null} */ (this.pane.querySelector(".msg"));
  }

  /** Its key, or nothing. */
  get key() {
    return this.message?.dataset.key ?? "";
  }

  /**
   * Shows a message.
   * @param {string} key
   * @param {boolean} [threads] with the others of its conversation
   */
  async open(key, threads = false) {
    this.pending?.abort();
    const pending = new AbortController();
    this.pending = pending;
    performance.mark("open");
    const [mailbox, uid] = key.split("-");
    this.pane.setAttribute("aria-busy", "true");
    try {
      const response = await get(`/webmail/message?mailbox=${mailbox}&uid=${uid}${threads ? "&threads=on" : ""}`, pending.signal);
      const html = await response.text();
      if (pending.signal.aborted) {
        return false;
      }
      this.pane.replaceChildren(fragment(html));
    } catch (error) {
      if (pending.signal.aborted) {
        return false;
      }
      throw error;
    } finally {
      this.pane.removeAttribute("aria-busy");
    }
    document.body.classList.add("reading");
    this.begin();
    if (isPhone()) {
      this.message?.focus();
    }
    return true;
  }

  begin() {
    const message = this.message;
    this.as = "";
    this.light = false;
    this.remote = false;
    if (!message) {
      return;
    }
    const blocked = Number(message.dataset.remote) > 0;
    this.remote = blocked && trusts(message.dataset.from ?? "");
    const note = message.querySelector("[data-note=remote]");
    if (note instanceof HTMLElement) {
      note.hidden = !blocked || this.remote;
    }
    this.frame();
    this.onopen(this.key);
  }

  /** Loads the text. */
  frame() {
    const frame = this.pane.querySelector("iframe");
    const path = this.message?.dataset.path;
    if (!frame || !path) {
      return;
    }
    const query = new URLSearchParams({ theme: isDark() && !this.light ? "dark" : "light" });
    if (this.remote) {
      query.set("remote", "1");
    }
    if (this.as) {
      query.set("as", this.as);
    }
    frame.classList.toggle("light", this.light);
    frame.onload = () => {
      const inside = frame.contentDocument;
      if (!inside?.body) {
        return;
      }
      const fit = () => {
        frame.style.height = `${Math.max(40, inside.documentElement.scrollHeight, inside.body.scrollHeight)}px`;
      };
      frame.style.height = "40px";
      fit();
      new ResizeObserver(() => {
        frame.style.height = `${inside.body.scrollHeight + 4}px`;
      }).observe(inside.body);
      inside.addEventListener("keydown", (event) => {
        // keys work also when somebody has clicked into the text
        const again = new KeyboardEvent("keydown", { key: event.key, ctrlKey: event.ctrlKey, shiftKey: event.shiftKey, altKey: event.altKey, metaKey: event.metaKey, bubbles: true, cancelable: true });
        if (!event.ctrlKey && !event.metaKey && !document.body.dispatchEvent(again)) {
          event.preventDefault();
        }
      });
      performance.measure("body-shown", "open");
    };
    frame.contentWindow?.location.replace(`/webmail/body/${path}?${query}`);
  }

  /** @param {boolean} always for this sender */
  pictures(always) {
    const message = this.message;
    if (!message) {
      return;
    }
    if (always && message.dataset.from) {
      trust(message.dataset.from).catch(failed);
    }
    this.remote = true;
    const note = message.querySelector("[data-note=remote]");
    if (note instanceof HTMLElement) {
      note.hidden = true;
    }
    this.frame();
  }

  /** Shows plain text instead of HTML, or back. */
  switchText() {
    if (this.message?.dataset.alternative === "true") {
      this.as = this.as ? "" : "text";
      this.frame();
    }
  }

  /** Shows a light background in a dark page, or back. */
  switchLight() {
    this.light = !this.light;
    this.frame();
  }

  /** Reads the labels again. */
  async labels() {
    const message = this.message;
    const [mailbox, uid] = this.key.split("-");
    const response = await get(`/webmail/message?mailbox=${mailbox}&uid=${uid}`).catch(() => undefined);
    const fresh = response && fragment(await response.text()).querySelector("h2");
    if (fresh && message === this.message) {
      message?.querySelector("h2")?.replaceWith(fresh);
    }
  }

  hide() {
    document.body.classList.remove("reading");
  }

  /** Shows that no message is open. @param {Node} nothing */
  clear(nothing) {
    this.pending?.abort();
    this.pane.replaceChildren(nothing);
    this.hide();
  }
}
