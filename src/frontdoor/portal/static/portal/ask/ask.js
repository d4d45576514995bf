// Tells how long writing took, and keeps a double click from looking like two requests.

export const connect = (form) => {
  const began = Date.now();
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    form.elements.seconds.value = Math.round((Date.now() - began) / 1000);
  });
  addEventListener("pageshow", () => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  });
};
