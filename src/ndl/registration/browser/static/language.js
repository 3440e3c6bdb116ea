// Takes along what was typed when a person goes on in another language: the same
// page shows it again, once. Passwords, codes, files and hidden fields stay out.

const KEY = "ndl-typed";
const MINUTE = 60_000;
const SECRET = /password|one-time-code/;
const FIELDS = "input, select, textarea";
const KEPT_OUT = ["hidden", "password", "file", "submit", "button", "reset"];

// An answer to a form shows what was sent with it.
const isAnswer = Boolean(document.querySelector("script[data-answer]"));
const isBox = ({ type }) => type === "checkbox" || type === "radio";
const isKept = (field) =>
  field.name &&
  !KEPT_OUT.includes(field.type) &&
  !SECRET.test(field.autocomplete) &&
  !field.closest("[aria-hidden=true]");

// The fields of the page under names that tell them apart.
function* fields() {
  const counts = {};
  for (const field of document.querySelectorAll("#content form[method=post] :is(" + FIELDS + ")")) {
    if (isKept(field)) {
      const name = isBox(field) ? `${field.name}=${field.value}` : field.name;
      counts[name] = (counts[name] ?? 0) + 1;
      yield [`${name}#${counts[name]}`, field];
    }
  }
}

const options = (field) => [...field.options].filter((one) => one.selected);

function read(field) {
  if (isBox(field)) {
    return field.checked;
  }
  return field.multiple && field.options ? options(field).map((one) => one.value) : field.value;
}

// What nobody touched is left to the page in the other language.
function isTouched(field) {
  if (isAnswer) {
    return true;
  }
  if (isBox(field)) {
    return field.checked !== field.defaultChecked;
  }
  if (!field.options) {
    return field.value !== field.defaultValue;
  }
  const chosen = [...field.options].filter((one) => one.defaultSelected);
  const first = field.multiple ? [] : [...field.options].slice(0, 1);
  const before = chosen.length ? chosen : first;
  return before.map(({ value }) => value).join() !== options(field).map(({ value }) => value).join();
}

function write(field, value) {
  if (JSON.stringify(read(field)) === JSON.stringify(value)) {
    return;
  }
  if (isBox(field)) {
    field.checked = value;
  } else if (Array.isArray(value)) {
    for (const one of field.options) {
      one.selected = value.includes(one.value);
    }
  } else {
    field.value = value;
  }
  for (const kind of ["input", "change"]) {
    field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}

function keep({ pathname }) {
  const touched = [...fields()].filter(([, field]) => isTouched(field));
  const typed = Object.fromEntries(touched.map(([name, field]) => [name, read(field)]));
  sessionStorage.setItem(KEY, JSON.stringify({ pathname, typed, at: Date.now() }));
  dispatchEvent(new Event("ndl-typed-kept"));
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  if (kept?.pathname !== location.pathname || Date.now() - kept.at > MINUTE) {
    return;
  }
  for (const [name, field] of fields()) {
    if (name in kept.typed) {
      write(field, kept.typed[name]);
    }
  }
}

// Without a store of the browser the page is left as it would be without this.
function attempt(act) {
  try {
    act();
  } catch {
    // Nothing was kept.
  }
}

for (const link of document.querySelectorAll("#portal-languageselector a")) {
  link.addEventListener("click", (event) => {
    if (!(event.button || event.ctrlKey || event.metaKey || event.shiftKey)) {
      attempt(() => keep(link));
    }
  });
}
attempt(restore);
