"""Preparation of pictures for OCR: level lines, and even brightness.

Runs in a process of its own, see `worker`: Zope is not imported here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from itertools import pairwise
from math import cos
from math import radians
from math import sin
from PIL import Image
from PIL import ImageFilter
from PIL import ImageOps


# OCR works best with letters about 30 pixels high, which is about their size on a card
# whose longest side has this many pixels.
LONGEST = 2400
SHORTEST = 1600
_SMALL = 480
_STEEPEST = 15
_FINE = 4
# In percent: the lightest and darkest pixels are ignored, as lamps, reflections and
# black corners would distort the brightness.
_CUT = 1


@dataclass(frozen=True)
class Straight:
    """A gray picture with level lines, and its relation to the original."""

    image: Image.Image
    size: tuple[int, int]
    angle: float
    scale: float

    def back(self, box: Iterable[int]) -> tuple[float, float, float, float]:
        """A box in the original picture, in fractions of its sides."""
        left, top, right, bottom = box
        corners = [(x, y) for x in (left, right) for y in (top, bottom)]
        points = [self._origin(*corner) for corner in corners]
        across, down = ([point[axis] for point in points] for axis in (0, 1))
        return (*_within(min(across), min(down)), *_within(max(across), max(down)))

    def _origin(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.image.width / 2, y - self.image.height / 2
        along, aside = cos(radians(self.angle)), sin(radians(self.angle))
        width, height = self.size
        return (
            (x * along - y * aside) / self.scale / width + 0.5,
            (x * aside + y * along) / self.scale / height + 0.5,
        )

    def turned(self, degrees: int) -> "Straight":
        """The picture rotated further counterclockwise, by a multiple of 90 degrees."""
        image = self.image.rotate(degrees, expand=True)
        return replace(self, image=image, angle=self.angle + degrees)

    def scaled(self, factor: float) -> "Straight":
        """The picture scaled by a factor."""
        if factor == 1:
            return self
        image = self.image.resize(_times(self.image.size, factor))
        return replace(self, image=image, scale=self.scale * factor)


def straighten(picture: Image.Image) -> Straight:
    """The picture in gray with normalized contrast, a suitable size and level lines."""
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=_CUT)
    longest = max(grey.size)
    scale = min(max(SHORTEST, longest), LONGEST) / longest
    sized = grey if scale == 1 else grey.resize(_times(grey.size, scale))
    angle = find_angle(grey)
    if angle:
        fill = sized.resize((1, 1), Image.Resampling.BOX).tobytes()[0]
        way = Image.Resampling.BICUBIC
        sized = sized.rotate(angle, way, expand=True, fillcolor=fill)
    return Straight(sized, picture.size, angle, scale)


def find_angle(grey: Image.Image) -> float:
    """The counterclockwise rotation in degrees that makes lines level or upright.

    Along level lines, rows of letters and the gaps between them differ most.
    """
    small = grey.copy()
    small.thumbnail((_SMALL, _SMALL))
    edges = small.filter(ImageFilter.FIND_EDGES)
    edges = ImageOps.crop(edges, 2)

    def level(angle: float) -> float:
        turned = edges.rotate(angle, Image.Resampling.BILINEAR)
        return max(_unevenness(turned), _unevenness(turned.rotate(90, expand=True)))

    rough = max(range(-_STEEPEST, _STEEPEST + 1), key=level)
    steps = [rough + step / _FINE for step in range(-_FINE + 1, _FINE)]
    best = max(steps, key=level)
    return best if level(best) > level(0) else 0


def _unevenness(image: Image.Image) -> float:
    rows = image.resize((1, image.height), Image.Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))


def _times(size: tuple[int, int], scale: float) -> tuple[int, int]:
    width, height = size
    return max(1, round(width * scale)), max(1, round(height * scale))


def _within(x: float, y: float) -> tuple[float, float]:
    return round(min(max(x, 0), 1), 4), round(min(max(y, 0), 1), 4)
