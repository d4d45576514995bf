// Signing out leaves no half-written words on the device, also where Clear-Site-Data is not obeyed (plain http).

const forget = (store) => {
  for (const key of Object.keys(store)) if (key.startsWith("draft:")) store.removeItem(key);
};

export const connect = (form) => {
  form.addEventListener("submit", () => {
    forget(localStorage);
    forget(sessionStorage);
  });
};
