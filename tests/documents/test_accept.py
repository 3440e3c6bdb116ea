from io import BytesIO
from ndl.registration.documents.accept import accept_picture
from ndl.registration.documents.errors import PictureEmpty
from ndl.registration.documents.errors import PictureTooLarge
from ndl.registration.documents.errors import PictureTooManyPixels
from ndl.registration.documents.errors import PictureUnreadable
from ndl.registration.documents.errors import PictureWrongFormat
from ndl.registration.settings import settings
from PIL import Image
from PIL import ImageFile
from PIL import PngImagePlugin

import pytest
import struct
import tracemalloc
import zlib


PNG = b"\x89PNG\r\n\x1a\n"


def encode(image, kind="JPEG", **options):
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def chunk(name, data):
    crc = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + crc


def png_header(width, height):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG + chunk(b"IHDR", head)


def opened(picture):
    image = Image.open(BytesIO(picture.data))
    image.load()
    return image


@pytest.fixture(autouse=True)
def site(portal):
    return portal


class TestRefused:
    def test_empty_file(self):
        with pytest.raises(PictureEmpty):
            accept_picture(b"")

    def test_gif_whatever_its_name(self):
        with pytest.raises(PictureWrongFormat):
            accept_picture(encode(Image.new("P", (9, 9)), "GIF"))

    @pytest.mark.parametrize("kind", ["TIFF", "WEBP", "BMP"])
    def test_other_formats(self, kind):
        with pytest.raises(PictureWrongFormat):
            accept_picture(encode(Image.new("RGB", (9, 9)), kind))

    def test_html(self):
        with pytest.raises(PictureWrongFormat):
            accept_picture(b"<html><script>alert(1)</script></html>")

    def test_one_byte_over_the_limit(self):
        with pytest.raises(PictureTooLarge) as caught:
            accept_picture(b"x" * (settings().picture_bytes + 1))
        assert caught.value.message.mapping["limit"] == "20"

    def test_header_that_claims_a_gigantic_picture(self):
        data = png_header(60000, 60000) + chunk(b"IDAT", zlib.compress(b"0"))
        with pytest.raises(PictureTooManyPixels) as caught:
            accept_picture(data + chunk(b"IEND", b""))
        assert caught.value.message.mapping["limit"] == "64"

    def test_picture_just_above_the_pixel_limit(self):
        settings().picture_pixels = 1_000_000
        with pytest.raises(PictureTooManyPixels):
            accept_picture(encode(Image.new("RGB", (1001, 1000))))

    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_truncated_file(self, kind):
        noise = Image.effect_noise((300, 300), 80).convert("RGB")
        data = encode(noise, kind)
        with pytest.raises(PictureUnreadable):
            accept_picture(data[: len(data) // 2])

    @pytest.mark.parametrize("magic", [b"\xff\xd8\xff", PNG])
    def test_beginning_of_a_picture_and_rubbish(self, magic):
        with pytest.raises(PictureUnreadable):
            accept_picture(magic + b"rubbish" * 100)

    def test_data_that_end_before_the_picture(self):
        noise = Image.effect_noise((300, 300), 80)
        packed = zlib.compress(noise.tobytes())
        data = png_header(300, 300) + chunk(b"IDAT", packed[: len(packed) // 2])
        with pytest.raises(PictureUnreadable):
            accept_picture(data + chunk(b"IEND", b""))

    def test_compressed_text_is_never_unpacked_to_its_full_size(self):
        packer = zlib.compressobj(9)
        block = b"\0" * 1_000_000
        packed = b"".join(packer.compress(block) for _i in range(200))
        text = chunk(b"zTXt", b"Comment\0\0" + packed + packer.flush())
        picture = encode(Image.new("RGB", (30, 20)), "PNG")
        tracemalloc.start()
        with pytest.raises(PictureUnreadable):
            accept_picture(picture[:33] + text + picture[33:])
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 20_000_000

    def test_other_users_of_pillow_keep_their_leniency(self):
        with pytest.raises(PictureUnreadable):
            accept_picture(PNG)
        assert ImageFile.LOAD_TRUNCATED_IMAGES


class TestAccepted:
    def test_is_always_a_jpeg_of_our_own_name(self):
        picture = accept_picture(encode(Image.new("RGB", (30, 20)), "PNG"))
        assert picture.content_type == "image/jpeg"
        assert opened(picture).format == "JPEG"
        assert picture.file_name.startswith("document-")
        assert picture.file_name.endswith(".jpg")

    def test_is_reduced_to_the_longest_side(self):
        settings().picture_side = 600
        picture = accept_picture(encode(Image.new("RGB", (3000, 1500))))
        assert (picture.width, picture.height) == (600, 300)
        assert opened(picture).size == (600, 300)

    def test_small_picture_is_not_enlarged(self):
        picture = accept_picture(encode(Image.new("RGB", (30, 20))))
        assert (picture.width, picture.height) == (30, 20)

    def test_place_and_camera_are_removed_and_noted(self):
        exif = Image.Exif()
        exif[0x010F] = "Camera Works"
        exif[0x0112] = 6
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (35.0, 40.0, 42.0)
        data = encode(Image.new("RGB", (40, 20)), exif=exif)
        picture = accept_picture(data)
        assert not opened(picture).getexif()
        assert b"Camera Works" not in picture.data
        assert picture.note == "JPEG 40 × 20 · Camera Works · GPS"

    def test_stands_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        image = Image.new("RGB", (400, 200), "white")
        image.paste("red", (0, 0, 200, 200))
        upright = opened(accept_picture(encode(image, exif=exif)))
        assert upright.size == (200, 400)
        red, green, _blue = upright.getpixel((100, 50))
        assert red > 200
        assert green < 60

    def test_what_follows_the_picture_is_dropped(self):
        data = encode(Image.new("RGB", (30, 20))) + b"<script>alert(1)</script>"
        assert b"script" not in accept_picture(data).data

    def test_program_named_in_a_png_is_noted(self):
        text = PngImagePlugin.PngInfo()
        text.add_text("Software", "gnome-screenshot\nX")
        picture = accept_picture(encode(Image.new("L", (9, 9)), "PNG", pnginfo=text))
        assert "gnome-screenshotX" in picture.note

    def test_four_colour_print_picture(self):
        image = Image.new("CMYK", (30, 20), (0, 255, 255, 0))
        red, green, blue = opened(accept_picture(encode(image))).getpixel((9, 9))
        assert red > 200
        assert max(green, blue) < 60

    @pytest.mark.parametrize("level", [0, 128, 255])
    def test_sixteen_bits_keep_their_brightness(self, level):
        image = Image.new("I;16", (30, 20), level * 256 + level)
        got = opened(accept_picture(encode(image, "PNG"))).getpixel((9, 9))
        assert all(abs(value - level) < 4 for value in got)

    def test_transparent_palette_lies_on_white(self):
        image = Image.new("P", (30, 20), 0)
        image.putpalette([0, 0, 0] + [255, 0, 0] * 255)
        data = encode(image, "PNG", transparency=0)
        assert min(opened(accept_picture(data)).getpixel((9, 9))) > 250

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
    def test_all_kinds_of_png(self, mode):
        data = encode(Image.new(mode, (30, 20)), "PNG")
        assert opened(accept_picture(data)).mode == "RGB"

    def test_first_frame_of_an_animation(self):
        frames = [Image.new("RGB", (30, 20), c) for c in ("red", "blue")]
        data = encode(frames[0], "PNG", save_all=True, append_images=frames[1:])
        red, _green, blue = opened(accept_picture(data)).getpixel((9, 9))
        assert red > 200
        assert blue < 60


class TestTurning:
    @pytest.mark.parametrize(
        ("turn", "corner"), [(0, (0, 0)), (90, (1, 0)), (180, (1, 1)), (270, (0, 1))]
    )
    def test_clockwise(self, turn, corner):
        image = Image.new("RGB", (64, 32), "white")
        image.paste("red", (0, 0, 16, 16))
        picture = accept_picture(encode(image), turn=turn)
        turned = Image.open(BytesIO(picture.data))
        assert turned.size == (picture.width, picture.height)
        x, y = (
            8 + c * (side - 16) for c, side in zip(corner, turned.size, strict=True)
        )
        red, green, _ = turned.getpixel((x, y))
        assert red > 200 > 100 > green

    def test_does_not_hide_a_screenshot(self):
        picture = accept_picture(encode(Image.new("RGB", (9, 9))), "Screenshot.png", 90)
        assert "screenshot" in picture.marks
