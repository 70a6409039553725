// The help page: its keys come from where the page has them.
import { keyGroups } from "./help.js";

document.querySelector("[data-part=keys]")?.append(...keyGroups());
document.documentElement.dataset.ready = "";
