"""Cut pictures for the guides from screenshots: `python -m scripts.doc_pictures`.

Run the browser tests of desk and counter first: they write `build/screenshots`.
"""

from dataclasses import dataclass
from pathlib import Path
from PIL import Image

import sys


ROOT = Path(__file__).parent.parent
SHOTS = ROOT / "build" / "screenshots"
TARGET = ROOT / "docs" / "how-to" / "pictures"
COLORS = 64


@dataclass(frozen=True)
class Picture:
    """A part of a screenshot: its name, and the box to cut out, in pixels."""

    shot: str
    left: int
    top: int
    right: int
    bottom: int


PICTURES = {
    "desk": Picture("desk-keys-en-1280", 220, 180, 1280, 900),
    "application": Picture("application-pictures-en-1280", 220, 250, 1280, 1235),
    "keys": Picture("application-keys-en-1280", 220, 0, 1280, 900),
    "decline": Picture("application-decline-en-1280", 220, 990, 800, 2340),
    "hints": Picture("application-hints-en-1280", 220, 290, 1280, 1120),
    "counter-search": Picture("counter-search-en-1280", 220, 180, 1280, 470),
    "counter-patron": Picture("counter-patron-en-1280", 220, 180, 1280, 1004),
    "counter-slip": Picture("counter-slip-en-1280", 220, 180, 1280, 800),
    "counter-register": Picture("counter-register-en-1280", 220, 180, 1280, 1300),
}


def draw(name: str, picture: Picture) -> Path:
    """Cut a picture out and store it with COLORS colours."""
    with Image.open(SHOTS / f"{picture.shot}.png") as shot:
        box = (picture.left, picture.top, picture.right, picture.bottom)
        right, bottom = min(box[2], shot.width), min(box[3], shot.height)
        part = shot.convert("RGB").crop((box[0], box[1], right, bottom))
    target = TARGET / f"{name}.png"
    part.quantize(COLORS).save(target, optimize=True)
    return target


def main() -> int:
    """Write all pictures."""
    if not SHOTS.is_dir():
        print("Run the browser tests of desk and counter first.", file=sys.stderr)
        return 1
    TARGET.mkdir(exist_ok=True)
    for name, picture in PICTURES.items():
        print(draw(name, picture))
    return 0


if __name__ == "__main__":
    sys.exit(main())
