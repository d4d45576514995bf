// Choosing a property saves it; Escape before that puts the old one back.

export const connect = (props) => {
  props.classList.add("is-scripted");
  props.addEventListener("change", (event) => {
    if (event.target.matches("select")) event.target.form.requestSubmit();
  });
  props.addEventListener("htmx:responseError", (event) => {
    const select = event.target.querySelector?.("select");
    if (select) select.value = [...select.options].find((option) => option.defaultSelected)?.value ?? "";
  });
};
