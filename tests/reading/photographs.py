"""Photographs of the drawn documents: on a table, rotated, dark, blurred."""

from functools import cache
from importlib.resources import files
from io import BytesIO
from PIL import Image
from PIL import ImageEnhance
from PIL import ImageFilter


WIDTH = 1600
_MARGIN = 240
_TABLE = "#5a4632"
_ROOM = "#332a22"
_TURN = Image.Transpose


@cache
def drawing(name):
    """A document of the demo, as an image."""
    folder = files("ndl.registration.setuphandlers") / "documents"
    return Image.open(BytesIO((folder / f"{name}.png").read_bytes())).convert("RGB")


def on_table(name):
    card = drawing(name)
    card = card.resize((WIDTH, WIDTH * card.height // card.width))
    size = (card.width + 2 * _MARGIN, card.height + 2 * _MARGIN)
    table = Image.new("RGB", size, _TABLE)
    table.paste(card, (_MARGIN, _MARGIN))
    return table


def _askew(degrees):
    way = Image.Resampling.BICUBIC
    return lambda image: image.rotate(degrees, way, expand=True, fillcolor=_ROOM)


def _dark(share):
    return lambda image: ImageEnhance.Brightness(image).enhance(share)


def _blurred(radius):
    return lambda image: image.filter(ImageFilter.GaussianBlur(radius))


MANNERS = {
    "photographed": lambda image: image,
    "turned by 90°": lambda image: image.transpose(_TURN.ROTATE_90),
    "turned by 180°": lambda image: image.transpose(_TURN.ROTATE_180),
    "turned by 270°": lambda image: image.transpose(_TURN.ROTATE_270),
    "askew by 8°": _askew(8),
    "askew by 275°": _askew(275),
    "dark (30%)": _dark(0.3),
    "very dark (10%)": _dark(0.1),
    "blurred": _blurred(2),
    "much blurred": _blurred(4),
    "dark, blurred, askew": lambda image: _askew(-5)(_dark(0.3)(_blurred(2)(image))),
}


def photograph(name, manner):
    """The JPEG of a photograph of a document, taken in one of MANNERS."""
    return encode(MANNERS[manner](on_table(name)))


def encode(image):
    target = BytesIO()
    image.convert("RGB").save(target, "JPEG", quality=85)
    return target.getvalue()
