// Fills in the address of a postal code without leaving the page.

const NAMES = ["region", "city", "street"];

function fill(form, town) {
  for (const name of NAMES) {
    const input = form.querySelector(`[id="form-widgets-${name}"]`);
    input.value = town[name];
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  form.querySelector('[id="form-widgets-street"]').focus();
}

function choice(form, places, town, number) {
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
    fill(form, town);
  });
  row.append(radio, label);
  return row;
}

async function search(box, form, code) {
  const places = box.querySelector("[data-places]");
  const note = box.querySelector("[data-note]");
  const url = new URL(box.dataset.addressSearch, location.href);
  url.searchParams.set("postal_code", code);
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  const { towns, message } = await answer.json();
  places.hidden = towns.length < 2;
  note.hidden = towns.length > 0;
  note.textContent = towns.length ? "" : (message ?? box.dataset.none);
  for (const old of places.querySelectorAll(".form-check")) {
    old.remove();
  }
  if (towns.length === 1) {
    fill(form, towns[0]);
    return;
  }
  places.append(...towns.map((town, n) => choice(form, places, town, n)));
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
