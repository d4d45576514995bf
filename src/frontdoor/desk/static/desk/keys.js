// Keys of the desk. Every key belongs to a visible control, data-key="r" or data-key="g m": the key presses that control.
// Off while somebody types, in dialogs, and with Ctrl, Alt or ⌘ held.

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const FORGET = 1200;

let prefix = "";
let forgetting;

const usable = (element) => element.checkVisibility() && !element.closest("[inert]") && !element.disabled;

const control = (key) =>
  [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key && usable(element));

const press = (element) => {
  const field = element.matches(TYPING) ? element : null;
  if (field) return field.focus(), field.select?.();
  element.click();
  if (element.matches("summary")) element.parentElement.querySelector("input:not([type=hidden]), textarea, select, button")?.focus();
};

const remember = (key) => {
  clearTimeout(forgetting);
  prefix = key;
  forgetting = setTimeout(() => (prefix = ""), FORGET);
};

const leads = (key) => document.querySelector(`[data-key^="${CSS.escape(key)} "]`);

const onKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
  const key = prefix ? `${prefix} ${event.key}` : event.key;
  const found = control(key.length === 1 ? event.key : key);
  const isPrefix = !prefix && leads(event.key);
  remember("");
  if (isPrefix) return remember(event.key);
  if (!found) return;
  event.preventDefault();
  press(found);
};

const sends = (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-send]") ?? undefined);
};

const closes = (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.menu[open]") ?? document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
};

const shutsOthers = (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
};

export const connect = () => {
  document.addEventListener("keydown", onKey);
  document.addEventListener("keydown", sends);
  document.addEventListener("keydown", closes);
  document.addEventListener("click", shutsOthers);
};
