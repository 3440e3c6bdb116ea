// Fills in the address of a postal code without leaving the page.

const NAMES = ["region", "city", "street"];

const inputOf = (form, name) => form.querySelector(`[id="form-widgets-${name}"]`);
const typedIn = ({ value }) => (value === "--NOVALUE--" ? "" : value);

// Only what is empty, or still as it was filled in before, becomes another; as
// the server does it without scripts (towns.py).
function fill(box, form, town) {
  const memory = box.querySelector("[data-filled]");
  const before = memory.value ? memory.value.split("|") : [];
  let left = false;
  for (const [n, name] of NAMES.entries()) {
    const input = inputOf(form, name);
    if (["", before[n]].includes(typedIn(input))) {
      input.value = town[name];
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    left ||= !typedIn(input).startsWith(town[name]);
  }
  memory.value = NAMES.map((name) => town[name]).join("|");
  tell(box, left ? box.dataset.left : "");
  inputOf(form, "street").focus();
}

function tell(box, message) {
  const note = box.querySelector("[data-note]");
  note.hidden = !message;
  note.textContent = message;
}

function choice(box, form, places, town, number) {
  const row = document.createElement("div");
  const radio = document.createElement("input");
  const label = document.createElement("label");
  row.className = "form-check";
  radio.className = "form-check-input";
  label.className = "form-check-label";
  radio.type = "radio";
  radio.name = "place";
  radio.id = label.htmlFor = `place-${number}`;
  label.textContent = town.label;
  radio.addEventListener("click", () => {
    places.hidden = true;
    fill(box, form, town);
  });
  row.append(radio, label);
  return row;
}

async function search(box, form, code) {
  const places = box.querySelector("[data-places]");
  const url = new URL(box.dataset.addressSearch, location.href);
  url.searchParams.set("postal_code", code);
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  const { towns, message } = await answer.json();
  places.hidden = towns.length < 2;
  tell(box, towns.length ? "" : (message ?? box.dataset.none));
  for (const old of places.querySelectorAll(".form-check")) {
    old.remove();
  }
  if (towns.length === 1) {
    fill(box, form, towns[0]);
    return;
  }
  places.append(...towns.map((town, n) => choice(box, form, places, town, n)));
}

for (const box of document.querySelectorAll("[data-address-search]")) {
  const button = box.querySelector("button[type=submit]");
  const form = button.form;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const code = form.querySelector('[id="form-widgets-postal_code"]').value;
    search(box, form, code).catch(() => form.requestSubmit(button));
  });
}
