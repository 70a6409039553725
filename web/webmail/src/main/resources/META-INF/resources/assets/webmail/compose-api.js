// Asks the server. What it refuses comes as a Refusal with a sentence for people.

/** The server has refused, or could not be reached. */
export class Refusal extends Error {
  /**
   * @param {string} text for people; empty when the server was not reached
   * @param {number} status of the answer, 0 without one
   */
  constructor(text, status) {
    super(text);
    this.status = status;
  }

  /** Whether the same may succeed later. */
  get passing() {
    return this.status === 0 || this.status === 401 || this.status >= 500;
  }
}

const base = "/webmail/api/compose/";

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(base + path, { credentials: "same-origin", ...options });
  } catch {
    throw new Refusal("", 0);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refusal(answer.problem ?? "", response.status);
  }
  return answer;
}

/** @param {string} path @param {Record<string, string>} [query] */
export const get = (path, query = {}) => ask(`${path}?${new URLSearchParams(query)}`);

/** @param {string} path @param {unknown} body @param {boolean} [keepalive] */
export const post = (path, body, keepalive = false) =>
  ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Posthorn": "1" },
    body: JSON.stringify(body),
    keepalive,
  });

/**
 * Uploads a file and tells how far it is.
 *
 * @param {File} file
 * @param {(part: number) => void} progress from 0 to 1
 */
export function upload(file, progress) {
  const request = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    request.open("POST", `${base}upload?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("X-Posthorn", "1");
    request.responseType = "json";
    request.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total);
    request.onload = () =>
      request.status === 200
        ? resolve(request.response)
        : reject(new Refusal(request.response?.problem ?? "", request.status));
    request.onerror = request.onabort = () => reject(new Refusal("", 0));
    request.send(file);
  });
  return { done, abort: () => request.abort() };
}
