// Says what is wrong with a field as soon as it was left, and takes it back when
// it is mended. Nothing is said while an input method composes; the server
// judges again whatever is said here.

import { broken } from "./rules.js";

const PREFIX = "form-widgets-";
const byName = (name) => document.getElementById(PREFIX + name);

class Field {
  constructor(input) {
    this.input = input;
    this.frame = input.closest(".field");
    this.checks = JSON.parse(input.dataset.checks);
    this.composing = false;
    // Of a field and its boxes only the last one that is left is judged.
    this.others = this.checks
      .filter(({ rule }) => rule === "neither" || rule === "needed")
      .flatMap(({ than }) => than.map(byName).filter(Boolean));
    this.partners = this.others.filter(({ type }) => type === "checkbox");
    this.listen();
  }

  listen() {
    const { input } = this;
    input.addEventListener("compositionstart", () => (this.composing = true));
    input.addEventListener("compositionend", () => (this.composing = false));
    input.addEventListener("input", (event) => event.isComposing || this.mend());
    input.addEventListener("change", () => released(() => this.mend()));
    for (const one of [this.frame, ...this.partners]) {
      one.addEventListener("focusout", (event) => this.leave(event));
    }
    for (const other of this.others) {
      other.addEventListener("change", () => this.mend());
    }
  }

  get fault() {
    return broken(this.checks, this.input, byName)?.message;
  }

  get note() {
    return document.getElementById(`${this.input.id}-error`);
  }

  leave({ relatedTarget }) {
    const stays = this.frame.contains(relatedTarget) || this.partners.includes(relatedTarget);
    if (!this.composing && !stays && !leaving(relatedTarget)) {
      released(() => this.judge());
    }
  }

  judge() {
    const { fault } = this;
    if (fault) {
      this.tell(fault);
    } else {
      this.mend();
    }
  }

  // Takes a message back, but never says a new one.
  mend() {
    if (this.note && !this.composing && !this.fault) {
      this.note.remove();
      this.frame.classList.remove("error");
      this.input.classList.remove("is-invalid");
      this.input.removeAttribute("aria-invalid");
      this.describe((ids) => ids.filter((id) => id !== `${this.input.id}-error`));
    }
  }

  tell(message) {
    const note = this.note ?? this.makeNote();
    if (note.textContent !== message) {
      note.textContent = message;
    }
    this.frame.classList.add("error");
    this.input.classList.add("is-invalid");
    this.input.setAttribute("aria-invalid", "true");
    this.describe((ids) => [...new Set([...ids, note.id])]);
  }

  makeNote() {
    const note = document.createElement("div");
    note.id = `${this.input.id}-error`;
    note.className = "invalid-feedback d-block";
    note.setAttribute("role", "alert");
    this.frame.append(note);
    return note;
  }

  describe(change) {
    const ids = (this.input.getAttribute("aria-describedby") ?? "").split(" ");
    const changed = change(ids.filter(Boolean)).join(" ");
    if (changed) {
      this.input.setAttribute("aria-describedby", changed);
    } else {
      this.input.removeAttribute("aria-describedby");
    }
  }
}

// A message that comes or goes while a pointer is down would move the page, and
// the release would hit something else: it waits until the click is over.
let isDown = false;
const waiting = [];

function released(say) {
  if (isDown) {
    waiting.push(say);
  } else {
    say();
  }
}

function release() {
  isDown = false;
  setTimeout(() => waiting.splice(0).forEach((say) => say()));
}

addEventListener("pointerdown", () => (isDown = true), true);
addEventListener("pointerup", release, true);
addEventListener("pointercancel", release, true);

// A press of a button that sends the form needs no word before the server's; a
// message that moves the button away from under the pointer would harm.
function leaving(target) {
  return target?.type === "submit";
}

const fields = [...document.querySelectorAll("[data-checks]")].map((input) => new Field(input));

// The second password follows the first.
for (const field of fields) {
  const { than } = field.checks.find(({ rule }) => rule === "same") ?? {};
  byName(than)?.addEventListener("input", () => {
    if (field.input.value) {
      field.mend();
    }
  });
}

// Among several only a choice can be missing.
for (const group of document.querySelectorAll("fieldset.field.error")) {
  group.addEventListener("change", ({ target }) => {
    if (target.type === "radio") {
      document.getElementById(`${group.id}-error`)?.remove();
      group.classList.remove("error");
      group.removeAttribute("aria-describedby");
      group.querySelectorAll(".is-invalid").forEach((one) => one.classList.remove("is-invalid"));
    }
  });
}
