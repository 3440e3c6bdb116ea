// Makes photographs smaller before they are uploaded: what a telephone takes has
// up to 200 megapixels, and for reading a document 12 are enough. The picture
// stands upright afterwards; what the camera wrote into a JPEG goes along.

const ENOUGH_PIXELS = 12_600_000;
const ENOUGH_BYTES = 8_000_000;
const QUALITY = 0.92;
const JPEG_HEAD = [0xff, 0xd8, 0xff];
const PNG_HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
const ORIENTATION = 0x0112;
const NAMES = ["Exif\0\0", "http://ns.adobe.com/xap/1.0/\0"];

const begins = (bytes, head) => head.every((byte, n) => bytes[n] === byte);
const text = (bytes, start, length) =>
  String.fromCharCode(...bytes.subarray(start, start + length));

export async function formatOf(file) {
  const head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  if (begins(head, JPEG_HEAD)) {
    return "JPEG";
  }
  if (begins(head, PNG_HEAD)) {
    return "PNG";
  }
  const isHeic = text(head, 4, 4) === "ftyp" && HEIC_BRANDS.includes(text(head, 8, 4));
  return isHeic ? "HEIC" : "";
}

// The segments before the pixels of a JPEG: marker, start and length of the data.
function* segments(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1;
    } else if (marker === 0xda) {
      return;
    } else {
      const length = view.getUint16(at + 2);
      yield { marker, at, start: at + 4, length: length - 2, view };
      at += 2 + length;
    }
  }
}

// Start of frame, but not the tables that have numbers among them.
const isFrame = (marker) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

// A header that ends too early throws.
function sizeOf(bytes, format) {
  if (format === "PNG") {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return [view.getUint32(16), view.getUint32(20)];
  }
  for (const { marker, start, view } of segments(bytes)) {
    if (isFrame(marker)) {
      return [view.getUint16(start + 3), view.getUint16(start + 1)];
    }
  }
  return [0, 0];
}

// The new picture stands upright: the camera's note on how to turn it is over.
function straighten(exif) {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const tiff = 10;
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  const count = view.getUint16(directory, little);
  for (let n = 0; n < count; n += 1) {
    const entry = directory + 2 + 12 * n;
    if (view.getUint16(entry, little) === ORIENTATION) {
      view.setUint16(entry + 8, 1, little);
    }
  }
}

// What camera and programs wrote: one segment of each kind.
function traces(bytes) {
  const kept = [];
  for (const name of NAMES) {
    for (const { marker, at, start, length } of segments(bytes)) {
      if (marker === 0xe1 && text(bytes, start, name.length) === name) {
        kept.push(bytes.slice(at, start + length));
        break;
      }
    }
  }
  return kept.filter((segment) => {
    try {
      if (text(segment, 4, 4) === "Exif") {
        straighten(segment);
      }
      return true;
    } catch {
      return false;
    }
  });
}

async function draw(file) {
  const whole = await createImageBitmap(file);
  const scale = Math.min(1, Math.sqrt(ENOUGH_PIXELS / (whole.width * whole.height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(whole.width * scale));
  canvas.height = Math.max(1, Math.round(whole.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(whole, 0, 0, canvas.width, canvas.height);
  whole.close();
  const made = await new Promise((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", QUALITY);
  });
  // A browser that cannot hold so much gives nothing.
  return made?.size ? made : null;
}

async function readAndShrink(file, format) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [width, height] = sizeOf(bytes, format);
  if (width * height <= ENOUGH_PIXELS && file.size <= ENOUGH_BYTES) {
    return { file, width, height, original: "" };
  }
  const made = await draw(file).catch(() => null);
  if (!made) {
    return { file, width, height, original: "" };
  }
  const kept = format === "JPEG" ? traces(bytes) : [];
  const parts = [made.slice(0, 2), ...kept, made.slice(2)];
  const smaller = new File(parts, file.name, { type: "image/jpeg" });
  return { file: smaller, width: 0, height: 0, original: `${format} ${width}x${height}` };
}

// The file itself if it is small enough or cannot be read here: what is wrong with
// it the server says.
export async function shrink(file, format) {
  const whole = { file, width: 0, height: 0, original: "" };
  return readAndShrink(file, format).catch(() => whole);
}
