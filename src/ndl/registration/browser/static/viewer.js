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

  // All in a row, equally high; who is not shown is transparent.
  show() {
    let x = 0;
    this.items.forEach((item, index) => {
      const { x: w, y: h } = item.source.dimensions;
      const isTurned = this.turns[index] % 2 === 1;
      const [wide, high] = isTurned ? [h, w] : [w, h];
      const box = new OpenSeadragon.Rect(x, 0, wide / high, 1);
      const centre = box.getCenter();
      item.setRotation(this.turns[index] * QUARTER, true);
      item.setWidth(w / high, true);
      const corner = new OpenSeadragon.Point(w / high / 2, h / high / 2);
      item.setPosition(centre.minus(corner), true);
      item.setOpacity(this.isBeside || index === this.current ? 1 : 0);
      this.boxes[index] = box;
      x += box.width + GAP;
    });
    this.whole();
    this.tell();
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
    const last = this.boxes.at(-1);
    const all = new OpenSeadragon.Rect(0, 0, last.x + last.width, 1);
    const box = this.isBeside ? all : this.boxes[this.current];
    this.view.viewport.fitBounds(box, true);
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
    this.current = this.isBeside ? 0 : (this.current + 1) % images.length;
    this.isBeside = false;
    this.show();
  }

  beside() {
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
  document.addEventListener("fullscreenchange", () => {
    viewer.mark("full", Boolean(document.fullscreenElement));
    // The stage has its new size with the next frame.
    requestAnimationFrame(() => setTimeout(() => viewer.whole(), 100));
  });
}

if (frame && images.length && OpenSeadragon) {
  // A picture that cannot be shown leaves all as they stand.
  begin().catch(() => {
    frame.hidden = true;
  });
}
