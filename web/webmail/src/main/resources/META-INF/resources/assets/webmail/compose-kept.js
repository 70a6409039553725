// What is being written, kept in this browser until the server has it: a lost connection, a session
// that has ended or a browser that crashed loses nothing.

const PREFIX = "posthorn-compose-";
const DAY = 24 * 3600 * 1000;
const DAYS = 14 * DAY;

/** @param {string} id @param {unknown} mail */
export function keep(id, mail) {
  try {
    localStorage.setItem(PREFIX + id, JSON.stringify({ at: Date.now(), mail }));
  } catch {
    if (forgetOldest(id)) {
      keep(id, mail); // there is some room now
    }
  }
}

/** Makes room, but not at the cost of what was written today. @param {string} id */
function forgetOldest(id) {
  const others = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && key !== PREFIX + id);
  const old = others.map((key) => ({ key, at: age(key) })).sort((a, b) => a.at - b.at)[0];
  if (!old || Date.now() - old.at < DAY) {
    return false;
  }
  localStorage.removeItem(old.key);
  return true;
}

/** @param {string} key */
function age(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}").at ?? 0;
  } catch {
    return 0;
  }
}

/** Nothing stays behind for who uses this browser next. */
export function forgetAll() {
  Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .forEach((key) => localStorage.removeItem(key));
}

/** @param {string} id @returns {any} */
export function kept(id) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + id) ?? "null")?.mail ?? null;
  } catch {
    return null;
  }
}

/** @param {string} id */
export function forget(id) {
  localStorage.removeItem(PREFIX + id);
}

/** @param {number} [age] */
export function forgetOld(age = DAYS) {
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
    try {
      if (Date.now() - JSON.parse(localStorage.getItem(key) ?? "{}").at > age) {
        localStorage.removeItem(key);
      }
    } catch {
      localStorage.removeItem(key);
    }
  }
}
