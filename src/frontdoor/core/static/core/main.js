// Binds modules to elements: data-module="<address of a module of ours>" gets its connect(element) called once.
// A second address after a space binds a second module. The page works without any of them.

const bound = new WeakSet();
const ours = new URL("../", import.meta.url).href;

const connect = async (element, address) => {
  const url = new URL(address, location.href).href;
  if (!url.startsWith(ours)) throw new Error(`Not a module of this site: ${url}`);
  const module = await import(url);
  module.connect(element);
};

const bind = (element) => {
  if (bound.has(element)) return;
  bound.add(element);
  for (const address of element.dataset.module.split(" ")) connect(element, address);
};

export const bindAll = (root) => {
  if (root.matches?.("[data-module]")) bind(root);
  for (const element of root.querySelectorAll("[data-module]")) bind(element);
};

document.addEventListener("htmx:load", (event) => bindAll(event.detail.elt));
bindAll(document);
