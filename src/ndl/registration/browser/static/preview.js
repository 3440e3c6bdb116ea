// Shows a picture on a canvas: no address of it is made, so that the security
// policy of the page stays closed.

const SIDE = 320;
const shown = new WeakMap();

function paint(canvas) {
  const { bitmap, quarters } = shown.get(canvas);
  const lying = quarters % 2 === 1;
  canvas.width = lying ? bitmap.height : bitmap.width;
  canvas.height = lying ? bitmap.width : bitmap.height;
  const pen = canvas.getContext("2d");
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate((quarters * Math.PI) / 2);
  pen.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
  canvas.hidden = false;
}

async function read(picture) {
  const whole = await createImageBitmap(picture);
  const scale = Math.min(1, SIDE / Math.max(whole.width, whole.height));
  const size = {
    resizeWidth: Math.max(1, Math.round(whole.width * scale)),
    resizeHeight: Math.max(1, Math.round(whole.height * scale)),
    resizeQuality: "medium",
  };
  const small = await createImageBitmap(whole, size);
  whole.close();
  return small;
}

// A picture that the browser cannot read is left to the server to refuse.
export async function draw(canvas, picture) {
  const bitmap = await read(picture).catch(() => null);
  if (bitmap) {
    shown.set(canvas, { bitmap, quarters: 0 });
    paint(canvas);
  }
}

export function turn(canvas) {
  const state = shown.get(canvas);
  if (state) {
    state.quarters = (state.quarters + 1) % 4;
    paint(canvas);
  }
}

export function clear(canvas) {
  shown.delete(canvas);
  canvas.hidden = true;
}
