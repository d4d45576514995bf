// Opens quick log over any page; the same link leads to its own page where there is no script.

export const connect = (dialog) => {
  const line = dialog.querySelector("[data-line]");
  const open = () => {
    dialog.showModal();
    line.focus();
    dialog.dispatchEvent(new CustomEvent("log:open"));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-log]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("log:done", () => dialog.close());
};
