"""The logo of the site, with its size so that the page does not move while loading."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from lxml import etree
from PIL import Image
from PIL import UnidentifiedImageError
from plone import api
from plone.formwidget.namedfile.converter import b64decode_file
from Products.CMFPlone.utils import getSiteLogo


HEIGHT = 44
_RECORD = "plone.site_logo"
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True)
class Logo:
    """URL and displayed size of the logo."""

    url: str
    width: int
    height: int = HEIGHT


def site_logo() -> Logo | None:
    """The logo from Site Setup; None if only Plone's own is set."""
    encoded = api.portal.get_registry_record(_RECORD, default=None)
    if not encoded:
        return None
    return Logo(getSiteLogo(), round(HEIGHT * _proportion(encoded)))


@lru_cache(maxsize=4)
def _proportion(encoded: bytes) -> float:
    """Width divided by height, at most 6; 1 if the file has no readable size."""
    _name, data = b64decode_file(encoded)
    width, height = _svg_size(data) or _picture_size(data) or (1, 1)
    return min(width / height, 6.0)


def _svg_size(data: bytes) -> tuple[float, float] | None:
    try:
        box = etree.fromstring(data, _SAFE).get("viewBox", "").split()
        width, height = float(box[2]), float(box[3])
    except (etree.XMLSyntaxError, IndexError, ValueError):
        return None
    return (width, height) if width > 0 and height > 0 else None


def _picture_size(data: bytes) -> tuple[float, float] | None:
    try:
        with Image.open(BytesIO(data)) as image:
            return image.size
    except (UnidentifiedImageError, OSError, ValueError):
        return None
