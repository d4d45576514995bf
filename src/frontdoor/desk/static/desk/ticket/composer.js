// Goes to the box when a tab is chosen, and shows the names of files.

const name = (chooser) => {
  const names = [...chooser.files].map((file) => file.name).join(", ");
  const label = chooser.previousElementSibling;
  label.dataset.none ??= label.textContent;
  label.textContent = names || label.dataset.none;
};

export const connect = (composer) => {
  composer.classList.add("is-scripted");
  for (const chooser of composer.querySelectorAll("input[type=file]")) if (chooser.files.length) name(chooser);

  composer.addEventListener("change", (event) => {
    if (event.target.name === "mode") composer.querySelector(`[data-draft="${event.target.value}"]`).focus();
    if (event.target.type === "file") name(event.target);
  });
  // A key or a click on the tab that is chosen already changes nothing, but it still means: I want to write.
  composer.addEventListener("click", (event) => {
    const tab = event.target.closest(".tab")?.querySelector("input");
    if (tab?.checked) composer.querySelector(`[data-draft="${tab.value}"]`).focus();
  });
};
