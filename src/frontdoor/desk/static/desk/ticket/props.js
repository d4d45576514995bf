// Choosing or typing a property saves it; what the desk refuses goes back to what it was.
// Arrows and letters only walk through a list: there Enter saves, or leaving it, and Esc goes back.

const WALKS = /^(Arrow(Up|Down)|Home|End|Page(Up|Down)|\S)$/u;

const before = (field) => {
  if (!field.options) return field.defaultValue;
  return [...field.options].find((option) => option.defaultSelected)?.value ?? "";
};

const save = (field) => {
  field.removeAttribute("data-walking");
  if (field.value !== before(field)) field.form.requestSubmit();
};

const back = (field) => {
  field.removeAttribute("data-walking");
  field.value = before(field);
};

const pressed = (event) => {
  const field = event.target;
  if (!field.matches("select.prop") || event.ctrlKey || event.metaKey) return;
  if (WALKS.test(event.key) && !event.altKey) return (field.dataset.walking = "");
  if (field.dataset.walking === undefined) return;
  if (event.key === "Escape") back(field);
  if (event.key !== "Enter") return;
  event.preventDefault();
  field.blur();
};

export const connect = (props) => {
  props.classList.add("is-scripted");
  props.addEventListener("keydown", pressed);
  props.addEventListener("change", (event) => {
    if (event.target.matches(".prop:not([data-walking])")) save(event.target);
  });
  props.addEventListener("focusout", (event) => {
    if (event.target.matches("[data-walking]")) save(event.target);
  });
  props.addEventListener("htmx:responseError", (event) => {
    const field = event.target.querySelector?.(".prop");
    if (field) back(field);
  });
};
