// What the account has chosen, as the page came with it and as it was changed since.
import { act, recall, remember } from "./dom.js";

/** @typedef {{keyword: string, name: string, hue: number}} Label */
/** @typedef {{language: string, zone: string, previews: boolean, replyAll: boolean, undoSeconds: number, trusted: string[], labels: Label[], searches: {name: string, query: string}[]}} Settings */

/** @type {Settings} */
export let settings = JSON.parse(document.body.dataset.settings ?? "{}");

/**
 * Changes something of it.
 * @param {string} action
 * @param {object} request
 */
export async function change(action, request) {
  settings = await act(action, request);
  document.dispatchEvent(new CustomEvent("posthorn:settings"));
}

const BEFORE = "pictures-from"; // where browsers kept it in earlier versions

/** Whether pictures of a sender are shown. @param {string} address */
export function trusts(address) {
  const wanted = address.toLowerCase();
  return settings.trusted.includes(wanted) || recall(BEFORE).split("\n").includes(address);
}

/** Shows pictures of a sender from now on. @param {string} address */
export function trust(address) {
  return change("settings/trust", { address, shown: true });
}

/** Shows them no more. @param {string} address */
export function distrust(address) {
  remember(BEFORE, recall(BEFORE).split("\n").filter((each) => each.toLowerCase() !== address).join("\n"));
  return change("settings/trust", { address, shown: false });
}
