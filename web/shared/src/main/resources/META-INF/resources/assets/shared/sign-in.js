// The sign-in page works without any of this, but for the look.
const bounce = document.body.dataset.bounce;
if (bounce) {
  // A link from another site came without the cookie. Asked for by our own page, it comes with it.
  location.replace(bounce);
}

const insecure = document.getElementById("insecure");
if (insecure && !window.isSecureContext) {
  insecure.hidden = false;
}

const address = /** @type {HTMLInputElement} */ (document.getElementById("address"));
const password = /** @type {HTMLInputElement} */ (document.getElementById("password"));
(address.value ? password : address).focus();

const reveal = document.getElementById("reveal");
reveal?.addEventListener("click", () => {
  const shown = password.type === "text";
  password.type = shown ? "password" : "text";
  reveal.setAttribute("aria-pressed", String(!shown));
  password.focus();
});

document.querySelector("form")?.addEventListener("submit", (event) => {
  const button = /** @type {HTMLButtonElement} */ (document.querySelector(".primary"));
  if (button.getAttribute("aria-busy")) {
    event.preventDefault(); // once is enough
    return;
  }
  button.setAttribute("aria-busy", "true");
  button.textContent = button.dataset.moment ?? "";
});
