// Keys of the desk: what says its key in `data-key` is reached by it. The help lists
// just these, so that it is true on each page.

const STORED = "ndl-desk-without-keys";
const WRITTEN = "input:not([type=checkbox], [type=radio]), textarea, select";
const FIELDS = "input:not([type=hidden]), textarea, button, a[href]";
const box = document.querySelector(".ndl-keys");
const help = document.querySelector("#ndl-keys");
const shown = document.querySelector("#ndl-keys-show");
const allowed = document.querySelector("#ndl-keys-on");

function keyed() {
  const found = [...document.querySelectorAll("[data-key]")];
  return found.filter((one) => one.checkVisibility() && !one.disabled);
}

function titleOf(element) {
  return (element.labels?.[0] ?? element).textContent.trim();
}

function act(element) {
  if (document.fullscreenElement && !document.fullscreenElement.contains(element)) {
    document.exitFullscreen();
  }
  if (element.matches("summary")) {
    const details = element.parentElement;
    details.open = true;
    const first = details.querySelector("[data-first]") ?? details.querySelector(FIELDS);
    first?.focus();
  } else if (element === shown) {
    // Without the focus, which would scroll to the end of the page and stay there.
    explain();
  } else {
    element.focus();
    element.click();
  }
}

function close(event) {
  const details = document.activeElement?.closest("details[open]");
  if (details) {
    details.open = false;
    details.querySelector("summary").focus();
    event.preventDefault();
  }
}

function press(event) {
  const isForUs = !event.ctrlKey && !event.altKey && !event.metaKey;
  if (!isForUs || event.isComposing || event.repeat || help.open) {
    return;
  }
  if (event.key === "Escape") {
    close(event);
  } else if (allowed.checked && !event.target.closest(WRITTEN)) {
    const found = keyed().find((one) => one.dataset.key === event.key);
    if (found) {
      event.preventDefault();
      event.stopPropagation();
      act(found);
    }
  }
}

function explain() {
  const list = help.querySelector("dl");
  list.replaceChildren();
  for (const one of keyed()) {
    const [term, words] = ["dt", "dd"].map((name) => document.createElement(name));
    const key = document.createElement("kbd");
    key.textContent = one.dataset.key;
    term.append(key);
    words.textContent = titleOf(one);
    list.append(term, words);
  }
  help.showModal();
}

if (box) {
  box.hidden = false;
  allowed.checked = !localStorage.getItem(STORED);
  allowed.addEventListener("change", () => {
    if (allowed.checked) {
      localStorage.removeItem(STORED);
    } else {
      localStorage.setItem(STORED, "1");
    }
  });
  shown.addEventListener("click", explain);
  // Before the enlarged picture, which has keys of its own.
  document.addEventListener("keydown", press, { capture: true });
}
