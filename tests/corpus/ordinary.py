"""Pictures as made by cameras, scanners and programs."""

from .build import display_p3
from .build import encode
from .build import plain
from .build import Specimen
from PIL import ExifTags
from PIL import Image
from PIL import ImageCms
from PIL import PngImagePlugin


RED = (254, 0, 0)
BLACK = (0, 0, 0)
WHITE = (255, 255, 255)
_TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def _exif(**values: object) -> Image.Exif:
    exif = Image.Exif()
    for name, value in values.items():
        exif[ExifTags.Base[name]] = value
    return exif


def _camera() -> bytes:
    exif = _exif(Make="Camera Works", Model="C-1", Artist="Taro Kokuritsu")
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[1], place[2] = "N", (35.0, 40.0, 42.0)
    return encode(plain("red"), exif=exif)


def _rotated(orientation: int) -> bytes:
    upright = plain("white")
    upright.paste("red", (0, 0, 320, 200))
    turn = _TURNS[orientation]
    image = upright.transpose(turn) if turn is not None else upright
    return encode(image, exif=_exif(Orientation=orientation))


def _profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    return encode(plain("red"), icc_profile=profile.tobytes())


def _palette(transparent: bool) -> bytes:
    image = plain(1, "P")
    image.putpalette([0, 0, 0, 255, 0, 0])
    return encode(image, "PNG", **({"transparency": 1} if transparent else {}))


def _several(kind: str) -> bytes:
    return encode(plain("red"), kind, save_all=True, append_images=[plain("blue")])


def _software(name: str, size: tuple[int, int]) -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Software", name)
    return encode(Image.new("RGB", size, "red"), "PNG", pnginfo=text)


ORDINARY = [
    Specimen("JPEG", lambda: encode(plain("red")), pixel=RED),
    Specimen("progressive JPEG", lambda: encode(plain("red"), progressive=True)),
    Specimen("grey JPEG", lambda: encode(plain(0, "L")), pixel=BLACK),
    Specimen(
        "four-colour JPEG (CMYK)",
        lambda: encode(plain((0, 255, 255, 0), "CMYK")),
        pixel=RED,
    ),
    Specimen(
        "JPEG of a camera with place and name",
        _camera,
        pixel=RED,
        gone=(b"Camera Works", b"Kokuritsu", b"Exif"),
    ),
    *(
        Specimen(
            f"{kind} in Display P3",
            lambda kind=kind: encode(
                plain((180, 120, 90)), kind, icc_profile=display_p3()
            ),
            # Computed by hand: linear light, the matrix from P3 to sRGB, and back.
            pixel=(192, 117, 83),
            gone=(b"ICC_PROFILE", b"iCCP"),
        )
        for kind in ("JPEG", "PNG")
    ),
    Specimen(
        "JPEG with a broken colour profile",
        lambda: encode(plain("red"), icc_profile=display_p3()[:200]),
        pixel=RED,
    ),
    Specimen(
        "grey JPEG with a profile of colours",
        lambda: encode(plain(0, "L"), icc_profile=display_p3()),
        pixel=BLACK,
    ),
    Specimen(
        "JPEG of 50 megapixels",
        lambda: encode(Image.new("RGB", (8192, 6144), "red")),
        size=(2600, 1950),
        pixel=RED,
    ),
    Specimen("JPEG with colour profile", _profile, pixel=RED, gone=(b"ICC_PROFILE",)),
    *(
        Specimen(
            f"JPEG turned by EXIF, orientation {turn}",
            lambda turn=turn: _rotated(turn),
            corner=RED,
        )
        for turn in _TURNS
    ),
    Specimen("several pictures in one JPEG (MPO)", lambda: _several("MPO"), pixel=RED),
    Specimen("PNG", lambda: encode(plain("red"), "PNG"), pixel=RED),
    Specimen("PNG of 1 bit", lambda: encode(plain(1, "1"), "PNG"), pixel=WHITE),
    Specimen(
        "PNG of 16 bits, grey",
        lambda: encode(plain(65535, "I;16"), "PNG"),
        pixel=WHITE,
    ),
    Specimen("PNG with palette", lambda: _palette(False), pixel=RED),
    Specimen("PNG with transparent palette", lambda: _palette(True), pixel=WHITE),
    Specimen(
        "transparent PNG",
        lambda: encode(plain((0, 0, 0, 0), "RGBA"), "PNG"),
        pixel=WHITE,
    ),
    Specimen("animated PNG", lambda: _several("PNG"), pixel=RED, gone=(b"fdAT",)),
    Specimen(
        "screenshot named by its program",
        lambda: _software("gnome-screenshot", (640, 400)),
        gone=(b"gnome",),
        marks=("screenshot",),
    ),
    Specimen(
        "picture as large as a telephone's screen",
        lambda: encode(Image.new("RGB", (1170, 2532)), "PNG"),
        size=(1170, 2532),
        marks=("screen-size",),
    ),
    Specimen(
        "picture of one pixel",
        lambda: encode(Image.new("RGB", (1, 1)), "PNG"),
        size=(1, 1),
        marks=("small",),
    ),
    Specimen(
        "very long picture",
        lambda: encode(Image.new("RGB", (30_000, 10)), "PNG"),
        size=(2600, 1),
    ),
]
