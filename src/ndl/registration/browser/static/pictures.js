// Uploads a picture as soon as it is chosen, shows it and turns it.
// A file that was accepted leaves its input, so that the form stays light; one
// that could not be uploaded stays there and goes with the form.

import { clear, draw, turn } from "./preview.js";
import { formatOf, shrink } from "./shrink.js";
import { send, fetchPicture } from "./upload.js";

const QUARTER = 90;
const PAUSE = 600;
// The server decodes few pictures at once: so often, and with these pauses.
const TRIES = 5;
const BUSY_PAUSE = 1500;

// What is wrong with a file, before and after it was made smaller.
function formatFault(file, format, limits) {
  if (!file.size) {
    return limits.empty;
  }
  if (format === "HEIC") {
    return limits.heic;
  }
  return format ? "" : limits.format;
}

function sizeFault({ file, width, height }, limits) {
  if (file.size > Number(limits.bytes)) {
    return limits.large;
  }
  return width * height > Number(limits.pixels) ? limits.many : "";
}

class Place {
  constructor(row, pictures) {
    this.row = row;
    this.pictures = pictures;
    this.slot = row.dataset.picture;
    this.input = row.querySelector("input[type=file]");
    this.box = document.getElementById(`picture_${this.slot}-place`);
    this.row.append(pictures.tools.content.cloneNode(true));
    this.canvas = row.querySelector("canvas");
    this.progress = row.querySelector("progress");
    this.buttons = row.querySelector("[data-buttons]");
    this.wished = 0;
    this.drawn = Promise.resolve();
    this.listen();
  }

  listen() {
    this.input.addEventListener("change", () => this.choose());
    const [rotate, remove] = this.buttons.querySelectorAll("button");
    rotate.addEventListener("click", () => this.rotate());
    remove.addEventListener("click", () => this.remove());
  }

  async choose() {
    const [file] = this.input.files;
    if (!file) {
      return;
    }
    this.wished = 0;
    this.progress.hidden = false;
    this.progress.value = 0;
    let chosen = null;
    const answer = await this.ask(async () => {
      chosen = await this.prepare(file);
      return chosen && { [`picture_${this.slot}`]: chosen, ...this.original() };
    });
    this.progress.hidden = true;
    if (answer && this.input.files[0] === chosen) {
      this.input.value = "";
      this.sendTurn();
    }
  }

  // The file as it is sent, in its input as well, in case it goes with the form.
  async prepare(file) {
    const { limits } = this.pictures;
    const format = await formatOf(file);
    const message = formatFault(file, format, limits);
    const small = message ? null : await shrink(file, format);
    const problem = message || sizeFault(small, limits);
    if (this.input.files[0] !== file) {
      return null;
    }
    if (problem) {
      this.input.value = "";
      this.say(problem);
      return null;
    }
    if (small.original) {
      const files = new DataTransfer();
      files.items.add(small.file);
      this.input.files = files.files;
    }
    this.hidden(`original_${this.slot}`).value = small.original;
    this.drawn = draw(this.canvas, small.file);
    return this.input.files[0];
  }

  original() {
    const name = `original_${this.slot}`;
    return { [name]: this.hidden(name).value };
  }

  hidden(name) {
    const found = this.row.querySelector(`input[type=hidden][name=${name}]`);
    if (found) {
      return found;
    }
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    this.row.append(field);
    return field;
  }

  rotate() {
    this.wished = (this.wished + QUARTER) % 360;
    this.drawn.then(() => turn(this.canvas));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sendTurn(), PAUSE);
  }

  async sendTurn() {
    clearTimeout(this.timer);
    if (this.wished && !this.input.files.length) {
      const degrees = this.wished;
      this.wished = 0;
      if (!(await this.ask({ [`rotate_${this.slot}`]: String(degrees) }))) {
        this.wished = (this.wished + degrees) % 360;
      }
    }
  }

  // What could not be sent alone goes with the form.
  giveTurn() {
    this.hidden(`rotate_${this.slot}`).value = String(this.wished);
    this.wished = 0;
  }

  async remove() {
    this.input.value = "";
    this.wished = 0;
    await this.ask({ [`remove_${this.slot}`]: "1" });
    this.input.focus();
  }

  ask(values) {
    return this.pictures.ask(values, (share) => {
      this.progress.value = share;
    }, this);
  }

  // What the server tells of this place, in its own words and markup.
  show(html) {
    this.box.innerHTML = html;
    const kept = this.box.querySelector("[data-kept]");
    const refused = this.box.querySelector(".invalid-feedback");
    kept?.querySelector(".form-check").remove();
    this.mark(refused);
    this.buttons.hidden = !kept;
    if (kept && !refused) {
      this.settle();
    }
    if (kept && (refused || this.canvas.hidden)) {
      this.load();
    } else if (!kept) {
      clear(this.canvas);
    }
  }

  async load() {
    const picture = await this.pictures.load(this.slot);
    if (picture) {
      this.drawn = draw(this.canvas, picture);
      await this.drawn;
    }
  }

  say(message) {
    const note = document.createElement("div");
    note.className = "invalid-feedback d-block";
    note.id = `picture_${this.slot}-error`;
    note.textContent = message;
    this.box.querySelector(".invalid-feedback")?.remove();
    this.box.querySelector(".form-text").after(note);
    this.mark(note);
  }

  // The summary above the form forgets what was mended.
  settle() {
    const summary = document.getElementById("problems");
    summary?.querySelector(`a[href="#${this.input.id}"]`)?.closest("li").remove();
    if (summary && !summary.querySelector("li") && !summary.querySelector("p")) {
      summary.remove();
    }
  }

  mark(refused) {
    this.input.classList.toggle("is-invalid", Boolean(refused));
    this.row.classList.toggle("error", Boolean(refused));
    const told = [`${this.input.id}-hint`, ...(refused ? [refused.id] : [])];
    this.input.setAttribute("aria-describedby", told.join(" "));
    if (refused) {
      this.input.setAttribute("aria-invalid", "true");
    } else {
      this.input.removeAttribute("aria-invalid");
    }
  }
}

class Pictures {
  constructor(frame) {
    this.limits = frame.dataset;
    this.form = frame.closest("form");
    this.tools = frame.querySelector("template[data-tools]");
    this.queue = Promise.resolve();
    this.waiting = 0;
    const rows = [...frame.querySelectorAll("[data-picture]")];
    this.places = rows.map((row) => new Place(row, this));
    for (const place of this.places) {
      if (place.row.dataset.held) {
        place.show(place.box.innerHTML);
      }
    }
    this.form.addEventListener("submit", (event) => this.hold(event));
  }

  get hidden() {
    // The token of a mailed link; patrons who are logged in have none.
    const names = ["_authenticator", "token"].filter((name) => this.form.elements[name]);
    return Object.fromEntries(names.map((name) => [name, this.form.elements[name].value]));
  }

  // One after the other: each answer tells of all places.
  ask(values, progress, place) {
    this.waiting += 1;
    const step = this.queue
      .then(() => this.askNow(values, progress, place))
      .catch(() => this.giveUp(place));
    this.queue = step.finally(() => {
      this.waiting -= 1;
    });
    return step;
  }

  // The file stays in its input and goes with the form.
  giveUp(place) {
    place.say(this.limits.failed);
    return false;
  }

  async askNow(values, progress, place) {
    const asked = typeof values === "function" ? await values() : values;
    if (!asked) {
      return false;
    }
    const sent = { ...this.hidden, ...asked };
    const answer = await this.insist(sent, progress);
    if (!answer?.places) {
      place.say(answer?.message ?? this.limits.failed);
      return false;
    }
    place.show(answer.places[place.slot]);
    return true;
  }

  async insist(sent, progress) {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.try(sent, progress, tries > 1 && tries < TRIES).catch(() => null);
      if (!answer?.busy || tries === TRIES) {
        return answer;
      }
      await new Promise((resolve) => setTimeout(resolve, tries * BUSY_PAUSE));
    }
  }

  // A file is not sent in vain again, but for the last time, which tells what is wrong.
  async try(sent, progress, asksFirst) {
    if (asksFirst) {
      const ready = { ...this.hidden, ready: "1" };
      const answer = await send(this.limits.pictures, ready, () => {});
      if (answer?.busy) {
        return answer;
      }
    }
    return send(this.limits.pictures, sent, progress);
  }

  load(slot) {
    const sent = { ...this.hidden, show: slot };
    return fetchPicture(this.limits.pictures, sent).catch(() => null);
  }

  // The form waits for what is under way.
  async hold(event) {
    const turning = this.places.filter((place) => place.wished);
    if (!this.waiting && !turning.length) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await Promise.all(turning.map((place) => place.sendTurn()));
    await this.queue;
    this.places.forEach((place) => place.giveTurn());
    this.form.requestSubmit(event.submitter);
  }
}

for (const frame of document.querySelectorAll("[data-pictures]")) {
  new Pictures(frame);
}
