from ..corpus.build import encode
from ndl.registration.documents.accept import accept_picture
from PIL import ExifTags
from PIL import Image
from PIL import PngImagePlugin

import pytest


PHONE = (1170, 2532)
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description><exif:UserComment>'
    "Screenshot</exif:UserComment></rdf:Description></x:xmpmeta>"
)


@pytest.fixture(autouse=True)
def site(portal):
    return portal


def exif(**values):
    made = Image.Exif()
    for name, value in values.items():
        made[ExifTags.Base[name]] = value
    return made


def marks(size=(1600, 1000), kind="JPEG", name="", **options):
    data = encode(Image.new("RGB", size), kind, **options)
    return accept_picture(data, name).marks


def text(key, value):
    info = PngImagePlugin.PngInfo()
    info.add_itxt(key, value)
    return info


class TestScreenshot:
    @pytest.mark.parametrize(
        "name",
        [
            "Screenshot_20260401-101500.png",
            "Screen Shot 2026-04-01 at 10.15.00.png",
            "スクリーンショット 2026-04-01 10.15.00.png",
            "Bildschirmfoto 2026-04-01.jpg",
        ],
    )
    def test_named_by_its_file(self, name):
        assert marks(name=name) == ("screenshot",)

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("Software", "gnome-screenshot"),
            ("Description", "Screen capture"),
            ("XML:com.adobe.xmp", XMP),
        ],
    )
    def test_named_in_a_png(self, key, value):
        assert marks(kind="PNG", pnginfo=text(key, value)) == ("screenshot",)

    def test_named_in_a_jpeg(self):
        assert marks(exif=exif(Software="Greenshot")) == ("screenshot",)
        assert marks(xmp=XMP.encode()) == ("screenshot",)

    def test_named_although_a_camera_is_named_too(self):
        camera = exif(Make="Camera Works")
        assert marks(exif=camera, name="screenshot.jpg") == ("screenshot",)

    @pytest.mark.parametrize("name", ["IMG_0001.JPG", "運転免許証.png", "screen.jpg"])
    def test_other_names(self, name):
        assert marks(name=name) == ()


class TestScreenSize:
    @pytest.mark.parametrize("size", [PHONE, PHONE[::-1], (1080, 2400), (1440, 3200)])
    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_of_a_telephone(self, size, kind):
        assert marks(size, kind) == ("screen-size",)

    @pytest.mark.parametrize("size", [(1920, 1080), (2048, 1536)])
    def test_that_cameras_have_too_counts_in_a_png_alone(self, size):
        assert marks(size, "PNG") == ("screen-size",)
        assert marks(size, "JPEG") == ()

    def test_does_not_count_with_a_camera(self):
        assert marks(PHONE, exif=exif(Make="Camera Works")) == ()
        taken = Image.Exif()
        taken.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.FNumber] = 1.8
        assert marks(PHONE, exif=taken) == ()

    def test_one_pixel_off(self):
        assert marks((1170, 2531)) == ()


class TestSmall:
    def test_longest_side_decides(self):
        assert marks((599, 400)) == ("small",)
        assert marks((600, 100)) == ()


class TestOriginal:
    """What a browser says that made the picture smaller."""

    def accept(self, original, **options):
        data = encode(Image.new("RGB", (1600, 1000)), **options)
        return accept_picture(data, original=original)

    def test_stands_in_the_note_beside_the_camera(self):
        picture = self.accept("JPEG 8160x6144", exif=exif(Make="Camera Works"))
        assert picture.note == "JPEG 8160 × 6144 → 1600 × 1000 · Camera Works"

    def test_is_looked_at_for_the_size_of_a_screen(self):
        assert self.accept("PNG 5120x2880").marks == ("screen-size",)
        assert self.accept("JPEG 8160x6144").marks == ()

    @pytest.mark.parametrize(
        "original",
        [
            "",
            "GIF 10x10",
            "PNG 0x10",
            "PNG 123456x1",
            "PNG 10x10 ",
            "PNG １0x10",
            "<b>",
        ],
    )
    def test_anything_else_is_ignored(self, original):
        assert self.accept(original).note == "JPEG 1600 × 1000"
