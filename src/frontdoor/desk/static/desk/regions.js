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

// What was refused is said where it was typed, in a menu that stays open.
const explain = (form) => {
  const said = document.querySelector("#conflict .banner.bad");
  if (!said || !form.closest("details.menu[open]")) return;
  form.querySelector(":scope > .banner.bad")?.remove();
  form.prepend(said);
};

// A part that is replaced takes the focus with it. It goes to the newest words, or to the part: keys work there.
const rest = (region) => {
  const place = region === "composer" ? document.querySelector("#timeline > article:last-of-type") : document.getElementById(region);
  if (!place || document.activeElement !== document.body) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
};

export const connect = (shell) => {
  let left = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    busy(event.detail.elt, true);
    left = document.activeElement.closest("#head, #side, #composer")?.id ?? "";
  });
  document.addEventListener("htmx:load", (event) => event.detail.elt.id === left && rest(left));
  document.addEventListener("htmx:afterRequest", (event) => busy(event.detail.elt, false));
  document.addEventListener("htmx:sendError", () => say(shell.dataset.failed));
  document.addEventListener("htmx:timeout", () => say(shell.dataset.failed));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) say(shell.dataset.failed);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const form = event.detail.requestConfig?.elt;
    if (event.detail.xhr.status >= 400) return form?.matches?.("form") && explain(form);
    const menu = form?.closest?.("details.menu[open]");
    if (menu) menu.open = false;
  });
};
