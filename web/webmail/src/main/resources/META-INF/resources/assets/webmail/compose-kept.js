// What is being written, kept in this browser until the server has it: a lost connection, a session
// that has ended or a browser that crashed loses nothing.

const PREFIX = "posthorn-compose-";
const DAYS = 14 * 24 * 3600 * 1000;

/** @param {string} id @param {unknown} mail */
export function keep(id, mail) {
  try {
    localStorage.setItem(PREFIX + id, JSON.stringify({ at: Date.now(), mail }));
  } catch {
    forgetOld(0); // full: what is oldest goes
  }
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
