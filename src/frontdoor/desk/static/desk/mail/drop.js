// A mail dropped anywhere on the desk is logged. Over a field that takes files itself it is a file for that field.

const OWN = "input[type=file], [data-takes-files]";

const isMail = (file) => /\.(eml|msg)$/i.test(file.name);
const brings = (event) => event.dataTransfer?.types.includes("Files") && !event.target.closest?.(OWN);

export const connect = (form) => {
  const input = form.querySelector("input[type=file]");
  let leaving;

  document.addEventListener("dragover", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    form.hidden = false;
    clearTimeout(leaving);
    // Browsers say that a drag goes on several times a second, and nothing when it leaves the window.
    leaving = setTimeout(() => (form.hidden = true), 400);
  });

  document.addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    form.hidden = true;
    const mails = new DataTransfer();
    for (const file of event.dataTransfer.files) if (isMail(file)) mails.items.add(file);
    // Nothing among them is a mail: the desk says so, rather than nothing.
    input.files = mails.files.length ? mails.files : event.dataTransfer.files;
    if (input.files.length) form.requestSubmit();
  });

  form.addEventListener("htmx:afterRequest", () => (input.value = ""));
};
