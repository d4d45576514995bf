// The line of quick log. The echo here is a courtesy; what counts is read, and recorded, by the server.

import { bindAll } from "../../core/main.js";
import { paint, swapWord } from "./echo.js";
import { suggestions } from "./hints.js";

const WAIT = 140;

export const connect = (form) => {
  const line = form.querySelector("[data-line]");
  const echo = form.querySelector("[data-echo]");
  const chips = form.querySelector("[data-chips]");
  const usual = form.querySelector("[data-usual]");
  const dialog = form.closest("dialog");
  const key = form.elements.form_key.value;
  let opened = performance.now();
  let times = 0;
  let waiting;

  const show = (html) => {
    const answer = new DOMParser().parseFromString(html, "text/html");
    chips.replaceChildren(...(answer.querySelector("[data-chips]")?.childNodes ?? []));
    hint(answer.querySelector("[data-hints]")?.childNodes ?? []);
  };

  // Without an answer the line is recorded all the same; only the chips stay as they are.
  const ask = (text) => fetch(`${form.dataset.read}?line=${encodeURIComponent(text)}`).catch(() => new Response("", { status: 503 }));

  const read = async () => {
    const asked = line.value;
    const response = await ask(asked);
    if (response.ok && asked === line.value) show(await response.text());
  };

  const tellUsual = async () => {
    const answer = new DOMParser().parseFromString(await (await ask("")).text(), "text/html");
    usual.textContent = answer.querySelector("[data-usual]")?.textContent ?? usual.textContent;
  };

  const typed = () => {
    paint(echo, line.value);
    echo.scrollLeft = line.scrollLeft;
    const words = line.value.split(/\s+/);
    for (const pad of form.querySelectorAll("[data-add]")) pad.setAttribute("aria-pressed", words.includes(pad.dataset.add));
    clearTimeout(waiting);
    waiting = setTimeout(read, WAIT);
  };

  const put = (text) => {
    line.value = text;
    line.focus();
    line.setSelectionRange(text.length, text.length);
    line.scrollLeft = line.scrollWidth;
    typed();
  };

  const begin = () => {
    opened = performance.now();
    form.elements.form_key.value = `${key}-${(times += 1)}`;
    put(line.value);
    tellUsual();
  };

  const logged = (html) => {
    const answer = new DOMParser().parseFromString(html, "text/html").getElementById("toasts");
    document.getElementById("toasts").replaceWith(answer);
    bindAll(answer);
    line.value = "";
    form.dispatchEvent(new CustomEvent("log:done", { bubbles: true }));
  };

  const send = async (body) => {
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
      if (response.redirected) return location.assign(response.url);
      const html = await response.text();
      response.status === 201 ? logged(html) : show(html);
    } catch {
      chips.textContent = form.dataset.failed;
    }
  };

  const hint = suggestions(form.querySelector("[data-hints]"), line, put);
  line.addEventListener("input", typed);
  line.addEventListener("scroll", () => (echo.scrollLeft = line.scrollLeft));
  form.addEventListener("click", (event) => {
    const pad = event.target.closest("[data-add]");
    if (pad) put(swapWord(line.value, pad.dataset.add));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    form.elements.seconds.value = ((performance.now() - opened) / 1000).toFixed(1);
    send(new FormData(form, event.submitter));
  });
  dialog?.addEventListener("log:open", begin);
  if (!dialog) begin();
};
