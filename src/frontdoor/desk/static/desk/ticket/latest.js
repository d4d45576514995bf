// Opens the ticket at its newest entry, and stays there when something is added.

export const connect = (pane) => {
  const down = () => (pane.scrollTop = pane.scrollHeight);
  down();
  new MutationObserver(down).observe(pane, { childList: true });
};
