// Keeps what is typed: on this device at once, with the desk within a second, until it is sent. Two tabs or devices are
// two drafts: neither overwrites the other, and each shows the other's. What the desk has is no longer on the device.

const PAUSE = 1000;

const leftAt = (place) => {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
};

export const connect = (box) => {
  const { place, keep, draft: kind } = box.dataset;
  const form = box.form;
  const said = box.closest(".composer").querySelector("[data-saved]");
  const others = form.querySelector("[data-others]");
  const key = form.elements.form_key.value;
  let waiting;
  let turn = Promise.resolve();

  const takenFields = () => [...form.querySelectorAll("[name=taken]")];
  const here = () => ({ text: box.value, key, taken: takenFields().map((field) => field.value) });
  const note = () => localStorage.setItem(place, JSON.stringify(here()));

  // True where the desk has it, false where the desk knows it as sent, null where there was no answer.
  const post = async (words, more = {}, keepalive = false) => {
    const body = new URLSearchParams({ kind, body: words.text, form_key: words.key, ...more });
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const name of words.taken) body.append("taken", name);
    const headers = { "HX-Request": "true" };
    const answer = await fetch(keep, { method: "POST", body, headers, keepalive, redirect: "manual" }).catch(() => null);
    said.textContent = box.value.trim() ? said.dataset[answer?.ok ? "desk" : "device"] : "";
    if (!answer?.ok) return null;
    if (leftAt(place)?.text === words.text) localStorage.removeItem(place);
    if (words.key === key && answer.status === 200) others.innerHTML = await answer.text();
    return answer.status === 200;
  };

  // One after the other, each with what stands there then: an older text never comes last.
  const save = (more) => {
    clearTimeout(waiting);
    turn = turn.then(() => box.isConnected && post(here(), more));
  };

  const changed = () => {
    note();
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  };

  // What this device could not hand over is handed over first. It goes on in the box, unless that holds other words.
  const bring = async (left) => {
    const goesOn = takenFields().every((field) => field.dataset.key === left.key || left.taken.includes(field.value));
    const kept = await post(left);
    if (kept === false || box.value !== box.defaultValue) return kept === false || save();
    if (goesOn || kept === null) box.value = left.text;
    if (kept) save();
  };

  const left = leftAt(place);
  if (left?.text === box.value) localStorage.removeItem(place);
  else if (left) turn = turn.then(() => bring(left));
  if (box.value !== box.defaultValue) changed(); // typed before this was here

  box.addEventListener("input", changed);
  addEventListener("pagehide", () => box.isConnected && leftAt(place)?.key === key && post(here(), {}, true));
  form.addEventListener("htmx:beforeRequest", () => clearTimeout(waiting));
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) localStorage.removeItem(place);
    else save();
  });
  others.addEventListener("click", (event) => {
    const other = event.target.closest("[data-other]");
    if (event.target.closest("[name=drop]")) event.preventDefault(), save({ drop: other.dataset.name });
    if (!event.target.closest("[data-add]")) return;
    const words = other.querySelector("[data-words]").textContent;
    box.value = [box.value.trimEnd(), words].filter(Boolean).join("\n\n");
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "taken", value: other.dataset.name });
    form.append(field);
    box.focus();
    note();
    save();
  });
};
