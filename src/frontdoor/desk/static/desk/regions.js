// What htmx needs from us: busy buttons, one voice for failures, focus that does not get lost.

const say = (words) => {
  const box = document.createElement("div");
  box.className = "toast";
  box.setAttribute("role", "alert");
  box.textContent = words;
  document.getElementById("toasts").replaceChildren(box);
  setTimeout(() => box.remove(), 8000);
};

const busy = (form, on) => {
  const button = form.matches?.("form") && (document.activeElement.closest("button") ?? form.querySelector("button"));
  if (button && form.contains(button)) on ? button.setAttribute("aria-busy", "true") : button.removeAttribute("aria-busy");
};

export const connect = (shell) => {
  document.addEventListener("htmx:beforeRequest", (event) => busy(event.detail.elt, true));
  document.addEventListener("htmx:afterRequest", (event) => busy(event.detail.elt, false));
  document.addEventListener("htmx:sendError", () => say(shell.dataset.failed));
  document.addEventListener("htmx:timeout", () => say(shell.dataset.failed));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) say(shell.dataset.failed);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const menu = event.detail.requestConfig?.elt?.closest?.("details.menu[open]");
    if (menu) menu.open = false;
  });
};
