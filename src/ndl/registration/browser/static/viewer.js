// The pictures of an identity document, enlarged with OpenSeadragon: zoom to the pixel,
// turn, side by side, full screen. Without it they stand one below the other.

const QUARTER = 90;
const GAP = 0.04;
const DEEPEST = 8;
const FASTER = 1.5;
const frame = document.querySelector("#ndl-viewer");
const images = [...document.querySelectorAll(".ndl-picture img")];
const OpenSeadragon = window.OpenSeadragon;

// The library would add a style element, which a strict policy forbids, unless it
// finds this one.
function forestallStyle() {
  const mark = document.createElementNS(null, "style");
  mark.setAttribute("data-openseadragon-mobile-css", "");
  document.head.append(mark);
}

// Drawn from the image that the page holds: no picture is asked for, and recorded,
// a second time.
function sourceOf(image) {
  const { naturalWidth: width, naturalHeight: height } = image;
  return {
    width,
    height,
    tileSize: Math.max(width, height),
    minLevel: 0,
    maxLevel: 0,
    getTileUrl: () => image.src,
    downloadTileStart(job) {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width, height });
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      job.finish(context, null, "context2d");
    },
    downloadTileAbort() {},
  };
}

class Viewer {
  constructor() {
    this.current = 0;
    this.isBeside = images.length > 1;
    this.turns = images.map(() => 0);
    this.items = [];
    this.boxes = [];
    this.view = OpenSeadragon({
      element: frame.querySelector(".ndl-viewer-stage"),
      drawer: "canvas",
      showNavigationControl: false,
      animationTime: 0.2,
      maxZoomPixelRatio: DEEPEST,
      visibilityRatio: 0.3,
      cooperativeGestures: matchMedia("(hover: none)").matches,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    });
    // Keys are those of the page, but for the arrows.
    this.view.addHandler("canvas-key", (event) => {
      const isArrow = event.originalEvent.key.startsWith("Arrow");
      event.preventDefaultAction = !isArrow;
    });
    images.forEach((image, index) => {
      const success = (event) => this.take(event.item, index);
      this.view.addTiledImage({ tileSource: sourceOf(image), index, success });
    });
  }

  take(item, index) {
    this.items[index] = item;
    if (this.items.filter(Boolean).length === images.length) {
      this.show();
    }
  }

  // In a row, equally high, or in a column, equally wide: whatever shows more. Those
  // that are not shown are transparent.
  show() {
    const sizes = this.items.map((item, index) => this.sizeOf(item, index));
    const isRow = this.fitsBetter(sizes);
    let [x, y] = [0, 0];
    this.items.forEach((item, index) => {
      const [wide, high] = sizes[index];
      const scale = 1 / (isRow ? high : wide);
      const box = new OpenSeadragon.Rect(x, y, wide * scale, high * scale);
      this.place(item, index, box, scale);
      this.boxes[index] = box;
      x += isRow ? box.width + GAP : 0;
      y += isRow ? 0 : box.height + GAP;
    });
    this.whole();
    this.tell();
  }

  place(item, index, box, scale) {
    const half = item.source.dimensions.times(scale / 2);
    item.setRotation(this.turns[index] * QUARTER, true);
    item.setWidth(half.x * 2, true);
    item.setPosition(box.getCenter().minus(half), true);
    item.setOpacity(this.isBeside || index === this.current ? 1 : 0);
  }

  sizeOf(item, index) {
    const { x, y } = item.source.dimensions;
    return this.turns[index] % 2 ? [y, x] : [x, y];
  }

  // Whether a row shows the first picture larger than a column does.
  fitsBetter(sizes) {
    const { x, y } = this.view.viewport.getContainerSize();
    const [width, height] = [0, 0].map((_zero, side) =>
      sizes.reduce((sum, size) => sum + size[side] / size[1 - side] + GAP, -GAP),
    );
    const [wide, high] = sizes[0];
    const row = Math.min(x / width, y) ** 2 * (wide / high);
    const column = Math.min(x, y / height) ** 2 * (high / wide);
    return row >= column;
  }

  tell() {
    const alts = images.map((image) => image.alt);
    const said = this.isBeside ? alts : [alts[this.current]];
    frame.querySelector("[data-shown]").textContent = said.join(", ");
    this.mark("beside", this.isBeside);
  }

  mark(name, isPressed) {
    const button = frame.querySelector(`[data-view=${name}]`);
    button?.setAttribute("aria-pressed", String(isPressed));
  }

  whole() {
    const all = this.boxes.reduce((sum, box) => sum.union(box));
    const box = this.isBeside ? all : this.boxes[this.current];
    this.view.viewport.fitBounds(box, true);
  }

  // Frames around what a program has read, and the view brought there.
  point(places, words) {
    this.view.clearOverlays();
    this.current = places[0][0];
    this.show();
    const frames = places
      .filter(([index]) => index === this.current)
      .map(([index, ...box]) => this.frame(index, box));
    const all = frames.reduce((sum, box) => sum.union(box));
    const margin = 3 * Math.max(...frames.map((box) => Math.min(box.width, box.height)));
    const [wide, high] = [all.width, all.height].map((side) => side + 2 * margin);
    const around = [all.x - margin, all.y - margin, wide, high];
    this.view.viewport.fitBounds(new OpenSeadragon.Rect(...around));
    frame.scrollIntoView({ block: "nearest" });
    // A frame is drawn on a canvas: who cannot see it hears where it is.
    frame.querySelector("[data-shown]").textContent = words;
  }

  frame(index, [left, top, right, bottom]) {
    const item = this.items[index];
    const { x, y } = item.source.dimensions;
    const [wide, high] = [(right - left) * x, (bottom - top) * y];
    const place = item.imageToViewportRectangle(left * x, top * y, wide, high);
    const box = place.getBoundingBox();
    const element = document.createElement("div");
    element.className = "ndl-found";
    this.view.addOverlay({ element, location: box });
    return box;
  }

  zoom(factor) {
    this.view.viewport.zoomBy(factor);
    this.view.viewport.applyConstraints();
  }

  zoomIn() {
    this.zoom(FASTER);
  }

  zoomOut() {
    this.zoom(1 / FASTER);
  }

  pixels() {
    const item = this.items[this.current];
    const scale = item.imageToViewportZoom(1 / window.devicePixelRatio);
    this.view.viewport.zoomTo(scale);
    this.view.viewport.applyConstraints();
  }

  turn(quarters) {
    this.view.clearOverlays();
    const turned = this.isBeside ? this.turns.keys() : [this.current];
    for (const index of turned) {
      this.turns[index] = (this.turns[index] + quarters) % 4;
    }
    this.show();
  }

  left() {
    this.turn(3);
  }

  right() {
    this.turn(1);
  }

  next() {
    this.view.clearOverlays();
    this.current = this.isBeside ? 0 : (this.current + 1) % images.length;
    this.isBeside = false;
    this.show();
  }

  beside() {
    this.view.clearOverlays();
    this.isBeside = !this.isBeside;
    this.show();
  }

  full() {
    if (document.fullscreenElement) {
      document.exitFullscreen();
    } else {
      frame.requestFullscreen();
    }
  }
}

async function begin() {
  await Promise.all(images.map((image) => image.decode()));
  forestallStyle();
  frame.hidden = false;
  const viewer = new Viewer();
  for (const image of images) {
    image.closest(".ndl-plain").hidden = true;
  }
  frame.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view]");
    if (button) {
      viewer[button.dataset.view]();
    }
  });
  for (const button of document.querySelectorAll("[data-boxes]")) {
    button.hidden = false;
    const words = button.closest("[data-hint]").querySelectorAll("[data-told]");
    const told = [...words].map((one) => one.textContent.trim()).join(": ");
    const places = JSON.parse(button.dataset.boxes);
    button.addEventListener("click", () => viewer.point(places, told));
  }
  document.addEventListener("fullscreenchange", () => {
    viewer.mark("full", Boolean(document.fullscreenElement));
    // The stage has its new size with the next frame.
    requestAnimationFrame(() => setTimeout(() => viewer.show(), 100));
  });
}

if (frame && images.length && OpenSeadragon) {
  // A picture that cannot be shown leaves all as they stand.
  begin().catch(() => {
    frame.hidden = true;
  });
}
