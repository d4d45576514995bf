// Keeps half-written words over a reload or a crash of this tab; forgets them once they were sent.

export const connect = (form) => {
  const words = form.elements.body;
  const key = `draft:${form.action}:${form.elements.writer.value}`;
  const sent = `${key}:sent`;
  if (sessionStorage.getItem(sent) && !words.value) sessionStorage.removeItem(key);
  sessionStorage.removeItem(sent);
  if (!words.value) words.value = sessionStorage.getItem(key) ?? "";
  else if (words.value !== words.defaultValue) sessionStorage.setItem(key, words.value); // typed before this was here
  words.addEventListener("input", () => sessionStorage.setItem(key, words.value));
  form.addEventListener("submit", () => sessionStorage.setItem(sent, "yes"));
};
