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
const KEY = "ndl-last-request";

function noteRequest() {
  try {
    localStorage.setItem(KEY, String(Date.now()));
  } catch {
    last = Date.now();
  }
}

function lastRequest() {
  try {
    return Math.max(last, Number(localStorage.getItem(KEY)));
  } catch {
    return last;
  }
}

function show(over) {
  parts.soon.hidden = over;
  parts.stay.hidden = over;
  parts.over.hidden = !over;
  parts.close.hidden = !over;
  if (!dialog.open) {
    dialog.showModal();
  }
}

function tick() {
  const left = lastRequest() + idle - Date.now();
  if (left > warning) {
    if (dialog.open && !parts.stay.hidden) {
      dialog.close();
    }
    return;
  }
  if (left <= 0) {
    clearInterval(timer);
    if (frame.dataset.terminal) {
      location.replace(frame.dataset.login);
    } else {
      show(true);
    }
    return;
  }
  const seconds = Math.ceil(left / 1000);
  clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  show(false);
}

async function stay() {
  const body = new FormData(frame.querySelector("form"));
  const answer = await fetch(frame.dataset.url, { method: "POST", body });
  if (answer.ok) {
    noteRequest();
    tick();
  } else {
    show(true);
  }
}

let last = Date.now();
noteRequest();
const timer = setInterval(tick, 1000);
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
