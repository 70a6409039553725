// Runs before the first paint: the theme that was chosen here, and the time zone for the server.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  }
} catch {
  // no storage in this window
}
document.cookie = `posthorn-zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; path=/; max-age=31536000; samesite=strict`;
