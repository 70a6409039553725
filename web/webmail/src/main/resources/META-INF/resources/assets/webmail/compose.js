// The page on which one writes: fields, tool bar, saving, sending. The text itself is in a frame.
import { get, post } from "./compose-api.js";
import { $, make } from "./compose-dom.js";
import { Files } from "./compose-files.js";
import { forget, forgetOld, keep, kept } from "./compose-kept.js";
import { ask, showMenu } from "./compose-menu.js";
import { Field, valid } from "./compose-people.js";
import { language, text } from "./compose-texts.js";

let hold = 10; // seconds in which sending can be taken back
const PAUSE = 2500; // milliseconds without a key before the draft is saved
const SELDOM = 60000; // the same when it is large
const LARGE = 1 << 20;
const MANY = 20;
const COLOURS = {
  black: "", red: "#c0392b", orange: "#b9770e", green: "#1e8449", blue: "#2456c7", violet: "#7d3c98", grey: "#626b7d",
};

const frame = $("frame");
const plain = $("plain");
const tools = $("tools");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const query = new URLSearchParams(location.search);

/** @type {any} */
let composer = null;
/** @type {any[]} */
let identities = [];
let mode = "html";
let kind = "";
let original = "";
let draft = "";
let priority = "";
let receipt = false;
/** @type {any} */
let quote = null;
let id = "";
let changes = 0;
let savedChanges = 0;
let saving = Promise.resolve();
let timer = 0;
let uploading = 0;
let over = false;

let touched = true; // whether somebody has done anything to a draft that was opened
let baseline = ""; // what it had then

const changed = () => {
  if (!composer || over || !touched) {
    return;
  }
  changes++;
  $("saved").textContent = text("saved.not");
  keepHere();
  clearTimeout(timer);
  const large = files.octets > LARGE;
  timer = window.setTimeout(save, large ? SELDOM : PAUSE);
};
const files = new Files(changed);
const to = new Field("to", changed);
const cc = new Field("cc", changed);
const bcc = new Field("bcc", changed);
const replyTo = new Field("replyTo", changed);

// ---- opening

addEventListener("posthorn-ready", () => start().catch(show));
if (frame.contentWindow?.composer) {
  start().catch(show);
}

async function start() {
  if (composer) {
    return;
  }
  composer = frame.contentWindow.composer;
  const opened = await get("open", { ...Object.fromEntries(query), zone });
  identities = opened.identities;
  files.limit = opened.limit;
  hold = opened.undoSeconds;
  id = history.state?.id ?? crypto.randomUUID();
  history.replaceState({ ...history.state, id }, "");
  forgetOld();
  const before = kept(id);
  const mail = before ?? { ...opened, ...mailto() };
  fill(mail, Boolean(before) || Boolean(opened.draft));
  if (before) {
    note(text("restored"), text("restored.drop"), () => {
      forget(id);
      history.replaceState(null, "");
      location.reload();
    });
    changes = 1;
    save();
  } else if (opened.draft) {
    touched = false; // what the frame tells of being filled is no change
    changes = savedChanges = 0;
    clearTimeout(timer);
    clearTimeout(keeping);
    $("saved").textContent = "";
    baseline = contents();
    for (const where of [document, frame.contentDocument]) {
      for (const kind of ["keydown", "pointerdown", "beforeinput", "paste", "drop"]) {
        where.addEventListener(kind, () => (touched = true), { capture: true, once: true });
      }
    }
  }
  if (!before && opened.scheduled) {
    const when = new Date(opened.scheduled * 1000).toLocaleString(language, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    note(text("scheduled.note", when));
  }
  listen();
  get("people").catch(() => {});
  document.documentElement.dataset.ready = "";
}

/** Fields of a mailto: address, by its link or as the browser's handler. RFC 6068. */
function mailto() {
  const address = query.get("mailto");
  const fields = address ? new URL(address.startsWith("mailto:") ? address : `mailto:${address}`) : null;
  const from = fields ? fields.searchParams : query;
  const list = (/** @type {string} */ value) =>
    value.split(",").filter(Boolean).map((each) => ({ name: "", address: decodeURIComponent(each.trim()) }));
  /** @type {any} */
  const mail = {};
  const people = [fields?.pathname ?? "", from.get("to") ?? ""].filter(Boolean).join(",");
  if (people) {
    mail.to = list(people);
  }
  for (const name of ["cc", "bcc"]) {
    if (from.get(name)) {
      mail[name] = list(from.get(name) ?? "");
    }
  }
  if (from.get("subject")) {
    mail.subject = from.get("subject");
  }
  if (from.get("body")) {
    mail.plainStart = from.get("body");
  }
  return mail;
}

/** @param {any} mail @param {boolean} written whether it has its text and signature already */
function fill(mail, written) {
  kind = mail.kind ?? "";
  original = mail.original ?? "";
  draft = mail.draft ?? "";
  priority = mail.priority ?? "";
  receipt = mail.receipt ?? false;
  $("from").replaceChildren(
    ...identities.map((each) => make("option", { value: each.address }, each.name ? `${each.name} <${each.address}>` : each.address)),
  );
  const from = typeof mail.from === "string" ? mail.from : mail.from?.[0]?.address;
  const wanted = identities.find((each) => each.address.toLowerCase() === (from ?? "").toLowerCase());
  $("from").value = (wanted ?? identities[0]).address;
  to.set(mail.to ?? []);
  cc.set(mail.cc ?? []);
  bcc.set(mail.bcc ?? []);
  replyTo.set(mail.replyTo ?? []);
  document.querySelectorAll(".cc").forEach((button) => hideShown(/** @type {HTMLElement} */ (button)));
  $("subject").value = mail.subject ?? "";
  files.set(mail.files ?? []);
  composer.set(mail.html ?? "", mail.pictures ?? []);
  if (mail.plainStart) {
    composer.fromText(mail.plainStart);
  }
  if (!written) {
    composer.signature(identity().signature);
  }
  if ((mail.mode ?? localStorage.getItem("posthorn-compose-mode") ?? "html") === "plain") {
    showPlain(written ? (mail.text ?? "") : composer.text());
  }
  setQuote(mail.quote ?? null);
  const word = kind.startsWith("reply") ? "reply" : kind === "forward" ? "forward" : draft ? "draft" : "new";
  $("title").textContent = text(`title.${word}`);
  document.title = `${$("subject").value || $("title").textContent} – Posthorn`;
  if (to.people.length) {
    mode === "html" ? composer.focus() : plain.focus();
  } else {
    to.input.focus();
  }
}

const identity = () => identities.find((each) => each.address === $("from").value) ?? identities[0];

/** @param {any} value */
function setQuote(value) {
  quote = value;
  $("quoted").hidden = !quote;
  if (quote) {
    $("attribution").textContent = quote.attribution;
    const remote = quote.remote ? "&remote=1" : "";
    $("original").src = `/webmail/compose/quote?message=${encodeURIComponent(quote.from)}${remote}`;
    const long = kind.startsWith("reply") && matchMedia("(max-width: 760px)").matches;
    fold(!long);
  }
}

/** @param {boolean} open */
function fold(open) {
  $("original").hidden = !open;
  $("fold").setAttribute("aria-expanded", String(open));
  fit();
}

function fit() {
  const body = $("original").contentDocument?.body;
  if (!body || $("original").hidden) {
    return;
  }
  // not the height of the document: without a doctype that is the frame's
  const content = body.ownerDocument.createRange();
  content.selectNodeContents(body);
  const height = Math.ceil(content.getBoundingClientRect().bottom + 14);
  $("original").style.height = `${Math.min(Math.max(height, 40), 4000)}px`;
}

// ---- what is written

function mail() {
  const written = composer.message();
  return {
    id,
    from: [{ name: identity().name, address: identity().address }],
    to: to.all(),
    cc: cc.all(),
    bcc: bcc.all(),
    replyTo: replyTo.all(),
    subject: $("subject").value,
    mode,
    html: mode === "html" ? written.html : "",
    text: mode === "plain" ? plain.value : "",
    pictures: mode === "html" ? written.pictures : [],
    files: files.all(),
    quote,
    kind,
    original,
    priority,
    receipt,
    draft,
    zone,
  };
}

/** What would be sent, to see whether it is different. */
const contents = () => JSON.stringify({ ...mail(), id: "" });

const empty = () =>
  !to.all().length && !$("subject").value && !files.entries.length && !quote && (mode === "html" ? composer.empty() : !plain.value.trim());

let keeping = 0;
function keepHere() {
  clearTimeout(keeping);
  keeping = window.setTimeout(() => over || keep(id, mail()), 250);
}

function save() {
  clearTimeout(timer);
  saving = saving.then(saveNow);
  return saving;
}

async function saveNow() {
  if (over || changes === savedChanges || uploading) {
    return;
  }
  if (baseline && baseline === contents()) {
    savedChanges = changes; // nothing is different: the draft, and what is to be sent of it, stay as they are
    $("saved").textContent = "";
    forget(id);
    return;
  }
  baseline = "";
  const now = changes;
  $("saved").textContent = text("saved.saving");
  try {
    const written = mail();
    const answer = await post("draft", written);
    draft = answer.draft;
    moved(written.files, answer.files ?? []);
    if (answer.stopped) {
      note(text("scheduled.stopped"));
    }
    composer.moved(answer.pictures ?? []);
    savedChanges = now;
    history.replaceState({ ...history.state, id }, "", `?draft=${draft}`);
    if (now === changes) {
      const time = new Date().toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
      $("saved").textContent = text("saved.at", time);
      forget(id);
    } else {
      keep(id, mail());
    }
  } catch (refusal) {
    keep(id, mail());
    $("saved").textContent = text(refusal.status === 0 ? "saved.offline" : "saved.failed");
    if (refusal.status === 401) {
      note(text("problem.signed.out"));
    } else if (refusal.message && !refusal.passing) {
      note(refusal.message);
    }
    timer = window.setTimeout(save, 15000);
  }
}

/**
 * The draft that files were in is replaced by another one, which has them, too.
 * @param {any[]} written @param {any[]} now
 */
function moved(written, now) {
  if (written.length !== now.length) {
    return;
  }
  /** @type {number[]} */
  const uploads = [];
  written.forEach((file, i) => {
    if (file.upload !== undefined) {
      uploads.push(file.upload);
      delete file.upload;
    }
    Object.assign(file, { message: now[i].message, part: now[i].part });
  });
  if (uploads.length > 0) {
    keep(id, mail()); // before the server forgets them
    post("release", { uploads }).catch(() => {});
  }
}

/** @param {string} words @param {string} [label] @param {() => void} [run] */
function note(words, label, run) {
  $("note").replaceChildren(words);
  if (label && run) {
    const button = make("button", { type: "button", class: "word" }, label);
    button.addEventListener("click", run);
    $("note").append(button);
  }
  $("note").hidden = !words;
}

/** @param {any} refusal */
function show(refusal) {
  note(refusal.status === 401 ? text("problem.signed.out") : refusal.message || text("saved.offline"));
}

// ---- sending

/** Whether it may go as it is. */
async function wanted() {
  const everybody = [...to.all(), ...cc.all(), ...bcc.all()];
  const wrong = everybody.find((person) => !valid(person.address));
  if (wrong) {
    note(text("problem.address", wrong.address));
    return false;
  }
  if (everybody.length === 0) {
    note(text("problem.nobody"));
    to.input.focus();
    return false;
  }
  if (uploading || files.busy) {
    note(text("ask.uploading"));
    return false;
  }
  const seen = to.all().length + cc.all().length;
  const no = { no: text("ask.back") };
  if (!$("subject").value.trim() && !(await ask(text("ask.subject"), text("ask.yes"), no))) {
    $("subject").focus();
    return false;
  }
  if (speaksOfFiles() && !files.all().length && !(await ask(text("ask.attachment"), text("ask.yes"), no))) {
    return false;
  }
  return seen <= MANY || ask(text("ask.many", seen), text("ask.yes"), no);
}

function speaksOfFiles() {
  const own = (mode === "html" ? composer.text() : plain.value).split(/\n-- \n/)[0];
  const lines = own.split("\n").filter((/** @type {string} */ line) => !line.startsWith(">")).join(" ");
  const words = text("attachment.words").split(",").map((word) => word.trim());
  return new RegExp(`(?:^|[^\\p{L}])(?:${words.join("|")})(?:$|[^\\p{L}])`, "iu").test(`${$("subject").value} ${lines}`);
}

/** @param {{ delay?: number, at?: number }} [when] */
async function send(when = { delay: hold }) {
  note("");
  [to, cc, bcc, replyTo].forEach((field) => field.input.value.trim() && field.take());
  if (over || !(await wanted())) {
    return;
  }
  $("send").disabled = true;
  $("saved").textContent = text("sending");
  await save(); // so that taking it back finds all
  try {
    over = true;
    clearTimeout(timer);
    const answer = await post("send", { ...mail(), ...when });
    forget(id);
    history.replaceState(null, "", "/webmail/compose");
    done(answer, when);
  } catch (refusal) {
    over = false;
    $("saved").textContent = text("saved.not");
    keep(id, mail());
    show(refusal);
  } finally {
    $("send").disabled = false;
  }
}

/** @param {any} answer @param {{ delay?: number, at?: number }} when */
function done(answer, when) {
  const at = new Date(answer.due * 1000);
  const later = Boolean(when.at) && answer.waiting;
  const style = /** @type {const} */ ({ weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  $("donetext").textContent = later ? text("sent.later", at.toLocaleString(language, style)) : text("sent.soon");
  $("form").hidden = true;
  $("done").hidden = false;
  $("undo").hidden = !answer.waiting;
  $("donetext").focus();
  window.parent !== window && window.parent.postMessage({ posthorn: "sent", later, seconds: hold }, location.origin);
  if (answer.waiting && !later) {
    const end = setTimeout(() => ($("undo").hidden = true), hold * 1000);
    $("undo").addEventListener("click", () => clearTimeout(end), { once: true });
  }
  $("undo").onclick = () => undo(answer.submission);
}

/** @param {number} submission */
async function undo(submission) {
  try {
    await post("undo", { submission });
  } catch (refusal) {
    $("donetext").textContent = refusal.message || text("saved.offline");
    return;
  }
  over = false;
  id = crypto.randomUUID(); // what is sent next is another mail
  history.replaceState({ id }, "", draft ? `?draft=${draft}` : "");
  $("done").hidden = true;
  $("form").hidden = false;
  $("saved").textContent = text("sent.undone");
  window.parent !== window && window.parent.postMessage({ posthorn: "undone" }, location.origin);
  mode === "html" ? composer.focus() : plain.focus();
}

function laterMenu() {
  const morning = new Date();
  morning.setDate(morning.getDate() + 1);
  morning.setHours(8, 0, 0, 0);
  const monday = new Date(morning);
  monday.setDate(monday.getDate() + ((8 - monday.getDay()) % 7));
  const at = (/** @type {Date} */ date) => send({ at: Math.floor(date.getTime() / 1000) });
  showMenu($("later"), [
    { label: text("send.archive"), run: () => send({ delay: 0 }) },
    { label: text("later.hour"), run: () => at(new Date(Date.now() + 3600000)) },
    { label: text("later.morning"), run: () => at(morning) },
    { label: text("later.monday"), run: () => at(monday) },
    { label: text("send.later"), run: () => chooseTime(morning).then((date) => date && at(date)) },
  ]);
}

/** @param {Date} start @returns {Promise<Date | null>} */
async function chooseTime(start) {
  const local = new Date(start.getTime() - start.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  const input = /** @type {HTMLInputElement} */ (make("input", { type: "datetime-local", value: local, "aria-label": text("later.choose") }));
  const chosen = await ask(text("later.choose"), text("later.do"), { body: input });
  return chosen && input.value ? new Date(input.value) : null;
}

// ---- tool bar and text

/** @param {string} name */
const press = (name) => tools.querySelector(`[data-do=${name}]`);
const switches = ["bold", "italic", "underline", "bullets", "numbers", "quote"];

function state() {
  switches.forEach((name) => press(name).setAttribute("aria-pressed", String(composer.isOn(name))));
}

async function link() {
  const input = /** @type {HTMLInputElement} */ (make("input", { type: "url", value: "https://", "aria-label": text("link.address") }));
  if (await ask(text("link.title"), text("link.do"), { body: input })) {
    const url = /^[a-z]+:/i.test(input.value) ? input.value : `https://${input.value}`;
    composer.focus();
    composer.link(url);
  }
}

function colours() {
  showMenu(
    press("colour"),
    Object.entries(COLOURS).map(([name, value]) => ({
      label: text(`colour.${name}`),
      colour: value || "currentColor",
      run: () => {
        composer.focus();
        composer.colour(value);
      },
    })),
  );
}

/** @param {string} name */
function use(name) {
  const special = { colour: colours, link, picture: () => $("image").click() };
  if (name in special) {
    special[/** @type {keyof typeof special} */ (name)]();
  } else if (switches.includes(name)) {
    composer.flip(name);
    state();
  } else {
    composer[name]();
    state();
  }
}

/** @param {string} words */
function showPlain(words) {
  mode = "plain";
  plain.value = words.startsWith("-- ") ? `\n\n${words}` : words;
  plain.hidden = false;
  frame.hidden = true;
  modeButton();
}

function modeButton() {
  const isPlain = mode === "plain";
  $("mode").textContent = text(isPlain ? "tool.rich" : "tool.plain");
  $("mode").setAttribute("aria-pressed", String(isPlain));
  tools.querySelectorAll("button:not(.word)").forEach((/** @type {HTMLButtonElement} */ b) => (b.disabled = isPlain));
  $("original").classList.toggle("asplain", isPlain);
}

async function switchMode() {
  if (mode === "html") {
    const formatted = /<(?:b|i|u|img|ul|ol|a|table|blockquote|span)[\s>]/i.test(composer.message().html);
    if (formatted && !(await ask(text("plain.ask"), text("tool.plain")))) {
      return;
    }
    showPlain(composer.text());
    plain.focus();
  } else {
    mode = "html";
    composer.fromText(plain.value);
    plain.hidden = true;
    frame.hidden = false;
    modeButton();
    composer.focus();
  }
  localStorage.setItem("posthorn-compose-mode", mode);
  changed();
}

function moreMenu() {
  showMenu($("more"), [
    { label: text("more.priority"), checked: priority === "high", run: () => ((priority = priority === "high" ? "" : "high"), changed()) },
    { label: text("more.receipt"), checked: receipt, run: () => ((receipt = !receipt), changed()) },
    { label: text("more.replyTo"), run: () => reveal(replyTo) },
    { label: text("more.signature"), run: () => editIdentity().catch(show) },
    { label: text("more.discard"), run: () => discard().catch(show) },
  ]);
}

/** @param {Field} field */
function reveal(field) {
  field.row.hidden = false;
  field.input.focus();
}

/** @param {HTMLElement} button */
function hideShown(button) {
  button.hidden = !$(button.dataset.show ?? "").closest(".f").hidden;
}

async function editIdentity() {
  const now = identity();
  const name = /** @type {HTMLInputElement} */ (make("input", { type: "text", value: now.name, "aria-label": text("signature.name"), placeholder: text("signature.name") }));
  const lines = /** @type {HTMLTextAreaElement} */ (make("textarea", { rows: "5", "aria-label": text("signature.text"), placeholder: text("signature.text") }));
  lines.value = now.signatureText;
  const lead = make("p", {}, text("signature.lead", now.address));
  const body = make("div", { class: "stack" }, lead, name, lines);
  if (!(await ask(text("signature.title"), text("signature.save"), { body }))) {
    return;
  }
  const escape = (/** @type {string} */ s) => s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const html = lines.value.trim() ? lines.value.trimEnd().split("\n").map((line) => `<div>${escape(line) || "<br>"}</div>`).join("") : "";
  const answer = await post("identity", { address: now.address, name: name.value, signature: html });
  const chosen = $("from").value;
  identities = answer.identities;
  $("from").replaceChildren(
    ...identities.map((each) => make("option", { value: each.address }, each.name ? `${each.name} <${each.address}>` : each.address)),
  );
  $("from").value = chosen;
  sign();
}

function sign() {
  if (mode === "html") {
    composer.signature(identity().signature);
  } else {
    const body = plain.value.split(/\n-- \n/)[0].trimEnd();
    plain.value = identity().signatureText ? `${body}\n\n-- \n${identity().signatureText}\n` : `${body}\n`;
  }
  changed();
}

async function discard() {
  if (!empty() && !(await ask(text("ask.discard"), text("ask.discard.yes")))) {
    return;
  }
  over = true;
  clearTimeout(timer);
  await saving;
  await post("discard", { draft, uploads: files.all().flatMap((file) => (file.upload === undefined ? [] : [file.upload])) });
  forget(id);
  leave();
}

async function close() {
  if (uploading || files.busy) {
    note(text("ask.uploading"));
    return;
  }
  if (!empty()) {
    await save();
    if (changes !== savedChanges) {
      return; // not saved: stays open, and in this browser
    }
  }
  over = true;
  forget(id);
  leave();
}

function leave() {
  if (window.parent !== window) {
    window.parent.postMessage({ posthorn: "closed" }, location.origin);
  } else if (window.opener || history.length === 1) {
    window.close();
    location.assign("/webmail/");
  } else {
    location.assign("/webmail/");
  }
}

// ---- what happens

/** @param {KeyboardEvent} e */
function keys(e) {
  const mod = e.ctrlKey || e.metaKey;
  const key = e.key.toLowerCase();
  if (mod && e.key === "Enter") {
    e.preventDefault();
    send();
  } else if (mod && key === "s") {
    e.preventDefault();
    changes++;
    save();
  } else if (mod && key === "k") {
    e.preventDefault();
    link();
  } else if (mod && e.shiftKey && (key === "c" || key === "b")) {
    e.preventDefault();
    reveal(key === "c" ? cc : bcc);
  } else if (e.altKey && e.key === "F10") {
    e.preventDefault();
    tools.querySelector("button:not(:disabled)")?.focus();
  }
}

function listen() {
  composer.on("pathChange", state);
  composer.on("select", state);
  composer.on("input", changed);
  composer.on("undoStateChange", (/** @type {CustomEvent} */ e) => {
    press("undo").disabled = !e.detail.canUndo;
    press("redo").disabled = !e.detail.canRedo;
  });
  press("undo").disabled = press("redo").disabled = true;
  modeButton();
  frame.contentDocument.addEventListener("keydown", keys);
  document.addEventListener("keydown", keys);
  plain.addEventListener("input", changed);
  $("subject").addEventListener("input", () => {
    document.title = `${$("subject").value || $("title").textContent} – Posthorn`;
    changed();
  });
  $("from").addEventListener("change", sign);
}

addEventListener("posthorn-height", (/** @type {any} */ e) => (frame.style.height = `${e.detail + 8}px`));
addEventListener("posthorn-attach", (/** @type {any} */ e) => files.add([e.detail]));
addEventListener("posthorn-picture", async (/** @type {any} */ e) => {
  const { url, file } = e.detail;
  const { upload } = await import("./compose-api.js");
  uploading++;
  try {
    composer.uploaded(url, (await upload(file, () => {}).done).upload);
  } catch (refusal) {
    composer.failed(url);
    note(refusal.message || text("attachment.failed", file.name));
  } finally {
    uploading--;
    changed();
  }
});
addEventListener("posthorn-drag", () => ($("dropzone").hidden = false));
addEventListener("posthorn-drop", () => ($("dropzone").hidden = true));

const hasFiles = (/** @type {DragEvent} */ e) => e.dataTransfer?.types.includes("Files");
addEventListener("dragenter", (e) => hasFiles(e) && ($("dropzone").hidden = false));
$("dropzone").addEventListener("dragleave", () => ($("dropzone").hidden = true));
addEventListener("dragover", (e) => hasFiles(e) && e.preventDefault());
addEventListener("drop", (e) => {
  if (hasFiles(e)) {
    e.preventDefault();
    $("dropzone").hidden = true;
    files.add(e.dataTransfer?.files ?? []);
  }
});

tools.addEventListener("mousedown", (/** @type {Event} */ e) => {
  if (/** @type {Element} */ (e.target).closest("button")) {
    e.preventDefault(); // the text keeps its selection
  }
});
tools.addEventListener("click", (/** @type {Event} */ e) => {
  const button = /** @type {Element} */ (e.target).closest("button");
  if (button?.dataset.do && composer) {
    use(button.dataset.do);
  }
});
tools.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
  if (e.key === "Escape") {
    composer.focus();
    return;
  }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
  if (step) {
    const all = [...tools.querySelectorAll("button:not(:disabled)")].filter((b) => b.offsetParent);
    const at = all.indexOf(document.activeElement);
    all[(at + step + all.length) % all.length].focus();
    e.preventDefault();
  }
});
document.querySelectorAll(".cc").forEach((button) =>
  button.addEventListener("click", () => {
    reveal({ cc, bcc }[/** @type {"cc" | "bcc"} */ (/** @type {HTMLElement} */ (button).dataset.show)]);
    hideShown(/** @type {HTMLElement} */ (button));
  }),
);
$("mode").addEventListener("click", () => switchMode());
$("attach").addEventListener("click", () => $("file").click());
for (const [input, run] of [
  ["file", (/** @type {FileList} */ list) => files.add(list)],
  ["image", (/** @type {FileList} */ list) => composer.insertFiles(list)],
]) {
  $(/** @type {string} */ (input)).addEventListener("change", (/** @type {any} */ e) => {
    /** @type {any} */ (run)([...e.target.files]);
    e.target.value = "";
  });
}
$("more").addEventListener("click", moreMenu);
$("later").addEventListener("click", laterMenu);
$("close").addEventListener("click", () => close());
$("bye").addEventListener("click", leave);
$("form").addEventListener("submit", (/** @type {Event} */ e) => {
  e.preventDefault();
  send();
});
$("fold").addEventListener("click", () => fold($("original").hidden));
$("original").addEventListener("load", () => {
  fit();
  const body = $("original").contentDocument?.body;
  body && new ResizeObserver(fit).observe(body);
});
addEventListener("resize", fit);
$("drop").addEventListener("click", () => {
  setQuote(null);
  changed();
});
$("edit").addEventListener("click", async () => {
  try {
    const quoted = await get("quoted", { message: quote.from, remote: quote.remote ? "1" : "" });
    const line = make("div", {}, quote.attribution).outerHTML;
    if (mode === "html") {
      composer.append(`<div><br></div>${line}<blockquote type="cite">${quoted.html}</blockquote>`, quoted.pictures);
    } else {
      const lines = quoted.text.split("\n").map((/** @type {string} */ each) => (each.startsWith(">") ? `>${each}` : `> ${each}`));
      plain.value = `${plain.value.trimEnd()}\n\n${quote.attribution}\n${lines.join("\n")}\n`;
    }
    setQuote(null);
    changed();
    mode === "html" && composer.focus();
  } catch (refusal) {
    show(refusal);
  }
});
addEventListener("online", () => save());
addEventListener("pagehide", () => over || changes === savedChanges || keep(id, mail()));
document.addEventListener("visibilitychange", () => document.hidden && composer && save());
