from ..corpus import CORPUS
from io import BytesIO
from ndl.registration.documents.accept import accept_picture
from PIL import Image

import pytest


REFUSED = [one for one in CORPUS.values() if one.refused]
ACCEPTED = [one for one in CORPUS.values() if not one.refused]
TOLERANCE = 3


@pytest.fixture(autouse=True)
def site(portal):
    return portal


def named(specimen):
    return specimen.name


def is_like(color, wanted):
    pairs = zip(color, wanted or color, strict=True)
    return all(abs(one - other) <= TOLERANCE for one, other in pairs)


class TestCorpus:
    @pytest.mark.parametrize("specimen", REFUSED, ids=named)
    def test_is_refused(self, specimen):
        with pytest.raises(specimen.refused) as caught:
            accept_picture(specimen.make())
        assert type(caught.value) is specimen.refused
        assert caught.value.message

    @pytest.mark.parametrize("specimen", ACCEPTED, ids=named)
    def test_becomes_a_plain_picture(self, specimen):
        picture = accept_picture(specimen.make())
        image = Image.open(BytesIO(picture.data))
        image.load()
        assert (image.format, image.mode) == ("JPEG", "RGB")
        assert image.size == (picture.width, picture.height) == specimen.size
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not image.getexif()
        assert picture.data.endswith(b"\xff\xd9")
        assert not [word for word in specimen.gone if word in picture.data]
        assert picture.marks == specimen.marks
        middle = image.getpixel((image.width // 2, image.height // 2))
        assert is_like(middle, specimen.pixel)
        assert is_like(image.getpixel((0, 0)), specimen.corner)
