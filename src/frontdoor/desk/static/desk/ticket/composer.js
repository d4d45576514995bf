// Keeps each draft on this device until it is sent, goes to the box when a tab is chosen, shows the names of files.

const place = (ticket, kind) => `draft:${ticket}:${kind}`;

const keep = (key, text) => (text.trim() ? localStorage.setItem(key, text) : localStorage.removeItem(key));

const drafted = (box, key, saved) => {
  if (!box.value) box.value = localStorage.getItem(key) ?? "";
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      keep(key, box.value);
      saved.textContent = box.value.trim() ? "Draft kept on this device" : "";
    }, 400);
  });
  box.form.addEventListener("htmx:beforeRequest", () => clearTimeout(waiting));
  box.form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) localStorage.removeItem(key);
  });
};

export const connect = (composer) => {
  const saved = composer.querySelector("[data-saved]");
  for (const box of composer.querySelectorAll("[data-draft]")) drafted(box, place(composer.dataset.ticket, box.dataset.draft), saved);

  composer.addEventListener("change", (event) => {
    if (event.target.name === "mode") composer.querySelector(`[data-draft="${event.target.value}"]`).focus();
    if (event.target.type === "file") {
      const names = [...event.target.files].map((file) => file.name).join(", ");
      event.target.previousElementSibling.textContent = names || "Attach";
    }
  });
  // A key or a click on the tab that is chosen already changes nothing, but it still means: I want to write.
  composer.addEventListener("click", (event) => {
    const tab = event.target.closest(".tab")?.querySelector("input");
    if (tab?.checked) composer.querySelector(`[data-draft="${tab.value}"]`).focus();
  });
};
