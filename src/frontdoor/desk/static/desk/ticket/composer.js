// Keeps each draft on this device until it is sent, goes to the box when a tab is chosen, shows the names of files.

const place = (ticket, kind) => `draft:${ticket}:${kind}`;

const keep = (key, text) => (text.trim() ? localStorage.setItem(key, text) : localStorage.removeItem(key));

const drafted = (box, key, saved) => {
  if (!box.value) box.value = localStorage.getItem(key) ?? "";
  else if (box.value !== box.defaultValue) keep(key, box.value); // typed before this was here
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

const name = (chooser) => {
  const names = [...chooser.files].map((file) => file.name).join(", ");
  chooser.previousElementSibling.textContent = names || "Attach";
};

export const connect = (composer) => {
  const saved = composer.querySelector("[data-saved]");
  for (const box of composer.querySelectorAll("[data-draft]")) drafted(box, place(composer.dataset.ticket, box.dataset.draft), saved);

  for (const chooser of composer.querySelectorAll("input[type=file]")) if (chooser.files.length) name(chooser);

  composer.addEventListener("change", (event) => {
    if (event.target.name === "mode") composer.querySelector(`[data-draft="${event.target.value}"]`).focus();
    if (event.target.type === "file") name(event.target);
  });
  // A key or a click on the tab that is chosen already changes nothing, but it still means: I want to write.
  composer.addEventListener("click", (event) => {
    const tab = event.target.closest(".tab")?.querySelector("input");
    if (tab?.checked) composer.querySelector(`[data-draft="${tab.value}"]`).focus();
  });
};
