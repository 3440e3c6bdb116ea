// Offers katakana beside a reading that was typed in romaji. They are taken only
// by pressing the button: Hepburn and what input methods want are not the same.

const ROMAJI = /[a-zａ-ｚ]/i;

function clear(input) {
  input.closest(".field").querySelector("[data-offer]")?.remove();
}

function show(input, reading) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary btn-sm mt-2";
  button.dataset.offer = reading;
  button.textContent = input.dataset.readingLabel.replace("{reading}", reading);
  button.addEventListener("click", () => {
    input.value = reading;
    button.remove();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
  input.closest(".field").append(button);
}

async function offer(input) {
  clear(input);
  const text = input.value;
  if (!ROMAJI.test(text)) {
    return;
  }
  const url = new URL(input.dataset.reading, location.href);
  url.searchParams.set("text", text);
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  const { reading } = await answer.json();
  if (reading && input.value === text) {
    clear(input);
    show(input, reading);
  }
}

for (const input of document.querySelectorAll("input[data-reading]")) {
  input.addEventListener("change", () => offer(input).catch(() => null));
}
