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
  if (bound.has(element)) return [];
  bound.add(element);
  return element.dataset.module.split(" ").map((address) => connect(element, address));
};

export const bindAll = (root) => {
  const inside = [...root.querySelectorAll("[data-module]")];
  const all = root.matches?.("[data-module]") ? [root, ...inside] : inside;
  return Promise.all(all.flatMap(bind));
};

document.addEventListener("htmx:load", (event) => bindAll(event.detail.elt));
bindAll(document).then(() => (document.documentElement.dataset.ready = ""));
