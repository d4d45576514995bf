// The suggestions under the line: one of them is pointed at, by arrow keys; taking it puts its whole line into the box.

export const suggestions = (list, line, put) => {
  let chosen = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];

  const point = (index) => {
    const all = options();
    chosen = Math.max(Math.min(index, all.length - 1), -1);
    for (const [at, option] of all.entries()) option.setAttribute("aria-selected", at === chosen);
    line.setAttribute("aria-activedescendant", all[chosen]?.id ?? "");
  };

  const take = (option) => {
    if (option?.dataset.line === undefined || option.dataset.line === line.value) return false;
    put(option.dataset.line);
    return true;
  };

  const KEYS = {
    Tab: (event) => !event.shiftKey && take(options()[chosen]),
    ArrowDown: () => (point(chosen + 1), true),
    ArrowUp: () => (point(Math.max(chosen - 1, 0)), true),
  };

  line.addEventListener("keydown", (event) => {
    const used = options().length && KEYS[event.key]?.(event);
    if (used) event.preventDefault();
  });
  list.addEventListener("click", (event) => take(event.target.closest("[data-line]")));

  return (nodes) => {
    list.replaceChildren(...nodes);
    list.hidden = !options().length;
    line.setAttribute("aria-expanded", !list.hidden);
    point(0);
  };
};
