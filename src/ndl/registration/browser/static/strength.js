// Says in words how good a new password is while it is typed. Nothing of it
// leaves the page; whether it is too common only the server knows.

const GOOD = 2;
const STRONG = 4;

function kinds(text) {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];
  return kinds.filter((kind) => kind.test(text)).length;
}

function points(text, least, most) {
  const variety = new Set(text).size;
  let points = kinds(text) - 1;
  points += text.length >= (least + most) / 2 ? 1 : 0;
  points += variety >= Math.min(least, 10) ? 1 : 0;
  return variety * 2 < text.length ? Math.min(points, 1) : points;
}

function level(text, { least, most }) {
  const short = least - [...text].length;
  if (short > 0) {
    return ["short", short, 1];
  }
  const reached = points(text, Number(least), Number(most));
  if (reached >= STRONG) {
    return ["strong", 0, 4];
  }
  return reached >= GOOD ? ["good", 0, 3] : ["weak", 0, 2];
}

for (const box of document.querySelectorAll("[data-strength]")) {
  const input = document.getElementById(box.dataset.strength);
  const [meter, words] = box.children;
  input.addEventListener("input", () => {
    box.hidden = !input.value;
    const [name, missing, value] = level(input.value, box.dataset);
    meter.value = value;
    words.textContent = box.dataset[name].replace("{missing}", missing);
  });
}
