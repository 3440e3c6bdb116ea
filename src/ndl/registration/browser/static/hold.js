// Renews the claim of an application while its page is open and looked at.

const EVERY = 60_000;
const form = document.querySelector("#ndl-hold");
let last = 0;

async function renew() {
  if (document.hidden || Date.now() - last < EVERY) {
    return;
  }
  last = Date.now();
  // The answer leads to the application, which need not be read.
  const body = new URLSearchParams(new FormData(form));
  const options = { method: "POST", body, redirect: "manual" };
  await fetch(form.action, options).catch(() => {});
}

if (form) {
  renew();
  document.addEventListener("visibilitychange", renew);
  // An open page that nobody looks at any more does not hold an application.
  for (const kind of ["pointerdown", "keydown", "scroll", "pointermove"]) {
    document.addEventListener(kind, renew, { passive: true });
  }
}
