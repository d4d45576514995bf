// A toast goes after eight seconds, and stays as long as somebody points at it or stands on its button.

const SHOWN = 8000;

export const connect = (toast) => {
  let timer;
  const start = () => (timer = setTimeout(() => toast.remove(), SHOWN));
  const stay = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stay);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, start);
  start();
};
