// The list: J K move and preview, Enter opens, X selects, P hides the preview. Without it the links simply open.

const TYPING = "input:not([type=checkbox]), textarea, select";
const WAIT = 120;

export const connect = (queue) => {
  const preview = queue.querySelector("#preview");
  const toggle = queue.querySelector("[data-preview-toggle]");
  const picked = queue.querySelector("[data-picked]");
  const rows = () => [...queue.querySelectorAll(".row")];
  const link = (row) => row.querySelector("a[data-preview]");
  const current = () => queue.querySelector(".row[aria-current]");
  const shown = () => preview.checkVisibility();
  let waiting;

  const load = (row) => {
    clearTimeout(waiting);
    if (!shown()) return;
    waiting = setTimeout(() => window.htmx.ajax("GET", link(row).dataset.preview, { target: preview, swap: "innerHTML" }), WAIT);
  };

  const choose = (row) => {
    current()?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    link(row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    load(row);
  };

  const move = (by) => {
    const all = rows();
    const next = all[Math.min(Math.max(all.indexOf(current()) + by, 0), all.length - 1)];
    if (next) choose(next);
  };

  // A list that opens beside a preview shows its first ticket at once, without taking the focus.
  const begin = () => {
    const first = rows()[0];
    if (!first || !shown()) return;
    first.setAttribute("aria-current", "true");
    load(first);
  };

  const select = (row) => row?.querySelector(".row-check input").click();

  const count = () => {
    const boxes = queue.querySelectorAll(".row-check :checked").length;
    picked.textContent = picked.dataset.picked.replace("#", boxes);
  };

  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    x: () => select(current()),
    Enter: () => current() && link(current()).dispatchEvent(new MouseEvent("dblclick", { bubbles: true })),
  };

  const extend = (event) => {
    select(current());
    move(event.key === "J" ? 1 : -1);
  };

  document.addEventListener("keydown", (event) => {
    if (!queue.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && event.target.closest("button, summary, a:not([data-preview])")) return;
    const act = event.shiftKey && "JK".includes(event.key) ? extend : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act(event);
  });

  queue.addEventListener("click", (event) => {
    const chosen = event.target.closest("a[data-preview]");
    if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey || !shown()) return;
    event.preventDefault();
    choose(chosen.closest(".row"));
  });
  queue.addEventListener("dblclick", (event) => {
    const chosen = event.target.closest("a[data-preview]");
    if (chosen) location.href = chosen.href;
  });
  queue.addEventListener("change", (event) => event.target.matches(".row-check input") && count());
  queue.addEventListener("reset", () => setTimeout(count));
  toggle.addEventListener("click", () => toggle.setAttribute("aria-pressed", !queue.classList.toggle("is-list")));
  begin();
  count();
};
