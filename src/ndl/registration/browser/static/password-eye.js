// Puts an eye beside each input[type=password][data-eye] that shows what is typed;
// the attribute says what it is called.

const EYE = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor"
  stroke-width="1.8" aria-hidden="true" focusable="false">
  <path d="M2 12c3-5 6.5-7.5 10-7.5S19 7 22 12c-3 5-6.5 7.5-10 7.5S5 17 2 12Z"/>
  <circle cx="12" cy="12" r="3.2"/>
  <path class="ndl-eye-slash" d="M4 20 20 4"/>
</svg>`;

function addEye(input) {
  const frame = document.createElement("div");
  const button = document.createElement("button");
  frame.className = "ndl-eye";
  button.type = "button";
  button.innerHTML = EYE;
  button.setAttribute("aria-label", input.dataset.eye);
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
  input.form?.addEventListener("submit", () => {
    input.type = "password";
  });
  input.replaceWith(frame);
  frame.append(input, button);
}

for (const input of document.querySelectorAll("input[type=password][data-eye]")) {
  addEye(input);
}
