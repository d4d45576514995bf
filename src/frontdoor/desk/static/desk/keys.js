// Keys of the desk. Every key belongs to a visible control, data-key="r" or data-key="g m": the key presses that control.
// Off while somebody types, in dialogs, and with Ctrl, Alt or ⌘ held.

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const FORGET = 1200;

let prefix = "";
let forgetting;

// Closed boxes around a control, the outermost last; pressing its key opens them.
const shut = (element) => {
  const boxes = [];
  let box = (element.matches("summary") ? element.parentElement : element).parentElement?.closest("details");
  for (; box; box = box.parentElement.closest("details")) if (!box.open) boxes.push(box);
  return boxes;
};

const reachable = (element) => element.checkVisibility() || !!shut(element).at(-1)?.querySelector("summary").checkVisibility();

const usable = (element) => reachable(element) && !element.closest("[inert]") && !element.disabled;

const control = (key) =>
  [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key && usable(element));

const press = (element) => {
  for (const box of shut(element)) box.open = true;
  const field = element.matches(TYPING) ? element : null;
  if (field) return field.focus(), field.select?.();
  if (!element.parentElement.matches("details[open]") || !element.matches("summary")) element.click();
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
  const menu = event.target.closest("details.menu[open]");
  const send = (menu ?? form).querySelector("[data-send]");
  if (!send && menu && form.contains(menu)) return; // there are several ways to send it: one of them is chosen
  event.preventDefault();
  form.requestSubmit(send ?? undefined);
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
