// Choosing or typing a property saves it; what the desk refuses goes back to what it was.

export const connect = (props) => {
  props.classList.add("is-scripted");
  props.addEventListener("change", (event) => {
    if (event.target.matches(".prop")) event.target.form.requestSubmit();
  });
  props.addEventListener("htmx:responseError", (event) => {
    const field = event.target.querySelector?.(".prop");
    if (!field) return;
    const before = field.options && [...field.options].find((option) => option.defaultSelected);
    field.value = field.options ? (before?.value ?? "") : field.defaultValue;
  });
};
