// Names the chosen files, sends with Ctrl Enter, and sends once.

export const connect = (form) => {
  const chosen = form.querySelector("[data-chosen]");
  const name = () => {
    chosen.textContent = [...form.elements.files.files].map((file) => file.name).join(", ");
  };
  name();
  form.elements.files.addEventListener("change", name);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
};
