// Files that are pasted or dropped into a form go along with it, beside those that were chosen there.
// What is copied as words too (from a table, say) is pasted as words.

export const connect = (form) => {
  const chooser = form.querySelector("input[type=file]");

  const add = (files) => {
    const all = new DataTransfer();
    for (const file of [...chooser.files, ...files]) all.items.add(file);
    chooser.files = all.files;
    chooser.dispatchEvent(new Event("change", { bubbles: true }));
  };

  form.addEventListener("paste", ({ clipboardData }) => {
    if (!clipboardData.types.includes("text/plain")) add(clipboardData.files);
  });
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length || event.target === chooser) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  });
};
