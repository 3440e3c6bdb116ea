from ..corpus.build import encode
from ndl.registration.documents.accept import accept_picture
from PIL import Image

import pytest


@pytest.fixture
def pictures():
    return [accept_picture(encode(Image.new("RGB", (640, 400), "navy")))]
