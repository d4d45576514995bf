// Switches the theme in place; without script the same form posts and comes back.

const shown = () =>
  document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

export const connect = (form) => {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = shown() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    const body = new FormData(form);
    body.set("theme", chosen);
    await fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
  });
};
