// Shows how far a voice call is, until it is over.

const INTERVAL = 2000;
const place = document.getElementById("ndl-call");

async function look() {
  const answer = await fetch(place.dataset.address, { cache: "no-store" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const state = page.querySelector("#ndl-call-state");
  const known = place.querySelector("#ndl-call-state");
  // Unchanged words must not be read out again by a screen reader.
  if (state && state.textContent !== known?.textContent) {
    place.replaceChildren(...page.body.childNodes);
  }
}

async function follow() {
  if (place.querySelector("[data-over]")) return;
  try {
    await look();
  } catch {
    // The network is away; the next question may get through.
  }
  setTimeout(follow, INTERVAL);
}

if (place) setTimeout(follow, INTERVAL);
