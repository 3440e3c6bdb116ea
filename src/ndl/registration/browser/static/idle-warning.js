// Warns before the session ends for want of a request, and offers to stay.
// All tabs share the moment of the last request; none of them polls.

const frame = document.getElementById("ndl-idle");
const dialog = frame.querySelector("dialog");
const parts = Object.fromEntries(
  [...dialog.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]),
);
const clock = dialog.querySelector("strong");
const idle = Number(frame.dataset.idle) * 1000;
const warning = Number(frame.dataset.warning) * 1000;
// Another site of the same host has sessions of its own.
const KEY = `ndl-last-request ${frame.dataset.url}`;
// Nothing stays in the browser of a terminal.
const store = frame.dataset.terminal ? sessionStorage : localStorage;

function noteRequest() {
  last = Date.now();
  store.setItem(KEY, String(last));
}

function lastRequest() {
  return Math.max(last, Number(store.getItem(KEY)));
}

function show(over) {
  parts.soon.hidden = over;
  parts.stay.hidden = over;
  parts.over.hidden = !over;
  parts.close.hidden = !over;
  dialog.setAttribute("aria-labelledby", over ? "ndl-idle-over" : "ndl-idle-soon");
  if (!dialog.open) {
    dialog.showModal();
  }
}

function end() {
  ended = true;
  if (frame.dataset.terminal) {
    store.removeItem(KEY);
    dispatchEvent(new Event("ndl-session-over"));
    location.replace(frame.dataset.login);
  } else {
    show(true);
  }
}

function tick() {
  if (ended) {
    return;
  }
  const left = lastRequest() + idle - Date.now();
  if (left <= 0) {
    end();
  } else if (left <= warning) {
    const seconds = Math.ceil(left / 1000);
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    show(false);
  } else if (dialog.open) {
    dialog.close();
  }
}

// Without an answer the clock goes on, and the button may be pressed again.
async function stay() {
  const body = new FormData(frame.querySelector("form"));
  const answer = await fetch(frame.dataset.url, { method: "POST", body }).catch(() => null);
  if (answer?.ok) {
    noteRequest();
    tick();
  } else if (answer) {
    end();
  }
}

let last = 0;
let ended = false;
noteRequest();
setInterval(tick, 1000);
parts.stay.addEventListener("click", stay);
parts.close.addEventListener("click", () => dialog.close());
dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (parts.over.hidden) {
    stay();
  } else {
    dialog.close();
  }
});
document.addEventListener("visibilitychange", tick);
