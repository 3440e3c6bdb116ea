"""Photographs as telephones take them, made smaller before they are uploaded."""

from ..corpus.build import display_p3
from .official import CONFIRM
from .official import open_document
from .test_pictures import Place
from base64 import b64decode
from io import BytesIO
from PIL import ExifTags
from PIL import Image

import pytest


pytestmark = pytest.mark.browser

RIGHT_TOP = 6
NEEDS_MEMORY = 120_000


# Files of a request are not shown to Playwright.
LISTEN = """() => {
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (body) {
    window.lastSent = body;
    return send.call(this, body);
  };
}"""
READ = """async () => {
  const sent = Object.fromEntries(window.lastSent.entries());
  const reader = new FileReader();
  reader.readAsDataURL(sent.picture_1);
  await new Promise((resolve) => reader.addEventListener("load", resolve));
  return { ...sent, picture_1: reader.result };
}"""


def photograph(size, name="IMG_0001.jpg", kind="JPEG", **options):
    """Red at its left, as the camera holds it; upright it is red at the top."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Camera Works"
    exif[ExifTags.Base.Orientation] = RIGHT_TOP
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 4, size[1]))
    data = BytesIO()
    image.save(data, kind, exif=exif, **options)
    return data.getvalue()


def detailed(size):
    """More than 8 MB."""
    data = BytesIO()
    noise = Image.effect_noise(size, 90).convert("RGB")
    noise.save(data, "JPEG", quality=97)
    assert len(data.getvalue()) > 13_000_000
    return data.getvalue()


@pytest.fixture
def page(person):
    applicant = person("en", 390)
    open_document(applicant)
    applicant.page.evaluate(LISTEN)
    return applicant.page


@pytest.fixture
def upload(page, tmp_path):
    """Chooses a file; what was sent, by field, and what the server answered."""

    def upload(data, name="IMG_0001.jpg"):
        path = tmp_path / name
        path.write_bytes(data)
        with page.expect_response(
            lambda answer: answer.url.endswith("register-picture"),
            timeout=NEEDS_MEMORY,
        ) as answered:
            page.set_input_files("#picture_1", path)
        sent = page.evaluate(READ)
        sent["picture_1"] = b64decode(sent["picture_1"].partition(",")[2])
        return sent, answered.value

    return upload


class TestLargePhotographs:
    @pytest.mark.parametrize(
        "size", [(8160, 6144), (8192, 6144), (12000, 9000), (16320, 12240)]
    )
    def test_are_made_smaller_and_stand_upright(self, page, upload, size):
        sent, answer = upload(photograph(size))
        assert answer.status == 200
        image = Image.open(BytesIO(sent["picture_1"]))
        assert image.format == "JPEG"
        assert image.width < image.height
        assert 12_000_000 < image.width * image.height < 12_700_000
        red, green, _blue = image.getpixel((image.width // 2, image.height // 10))
        assert red > 200 > 100 > green
        assert sent["original_1"] == f"JPEG {size[0]}x{size[1]}"
        place = Place(type("P", (), {"page": page}))
        place.kept.wait_for()
        assert "IMG_0001.jpg" in place.kept.inner_text()

    def test_keep_what_the_camera_wrote(self, upload):
        sent, _answer = upload(photograph((8160, 6144)))
        exif = Image.open(BytesIO(sent["picture_1"])).getexif()
        assert exif[ExifTags.Base.Make] == "Camera Works"
        assert exif[ExifTags.Base.Orientation] == 1
        assert exif.get_ifd(ExifTags.IFD.GPSInfo)[1] == "N"

    def test_colours_are_those_of_srgb(self, upload):
        image = Image.new("RGB", (4500, 3000), (180, 120, 90))
        data = BytesIO()
        image.save(data, "JPEG", quality=95, icc_profile=display_p3())
        sent, _answer = upload(data.getvalue())
        got = Image.open(BytesIO(sent["picture_1"]))
        pixel = got.convert("RGB").getpixel((100, 100))
        assert max(abs(a - b) for a, b in zip(pixel, (192, 117, 83), strict=True)) < 5

    def test_of_many_bytes(self, upload):
        data = detailed((4000, 3000))
        sent, answer = upload(data)
        assert answer.status == 200
        assert len(sent["picture_1"]) < len(data)

    def test_screenshots_of_large_screens_are_still_pointed_out(self, upload):
        data = BytesIO()
        Image.new("RGB", (5120, 2880), "navy").save(data, "PNG")
        sent, answer = upload(data.getvalue(), "x.png")
        assert sent["original_1"] == "PNG 5120x2880"
        assert "may be a screenshot" in answer.json()["places"]["1"]


class TestOthers:
    def test_small_ones_are_sent_as_they_are(self, upload):
        data = photograph((4032, 3024))
        sent, _answer = upload(data)
        assert sent["picture_1"] == data
        assert sent["original_1"] == ""

    def test_heic_is_named(self, page):
        heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)
        file = {"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": heic}
        page.set_input_files("#picture_1", [file])
        message = page.locator("[data-picture='1'] .invalid-feedback")
        message.wait_for()
        assert "Most Compatible" in message.inner_text()

    def test_without_connection_the_small_one_goes_with_the_form(self, page, tmp_path):
        path = tmp_path / "IMG_0001.jpg"
        path.write_bytes(photograph((8160, 6144)))
        page.route("**/register-picture", lambda route: route.abort())
        page.set_input_files("#picture_1", path)
        page.locator("[data-picture='1'] .invalid-feedback").wait_for(
            timeout=NEEDS_MEMORY
        )
        size = page.evaluate("document.querySelector('#picture_1').files[0].size")
        assert size < path.stat().st_size
        page.unroute("**/register-picture")
        page.click(CONFIRM)
        page.locator("[data-picture='1'] [data-kept]").wait_for()
