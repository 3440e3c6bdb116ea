"""Refusals of uploaded pictures of an identity document (R113)."""

from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.settings import settings


_MEGA = 1024 * 1024


class PictureRefused(DomainError):
    """The file is not an acceptable picture."""

    code = Code.PICTURE_REFUSED


class PictureEmpty(PictureRefused):
    """The file has no content."""

    code = Code.PICTURE_EMPTY
    message = _("The file is empty. Please choose another file.")


class PictureWrongFormat(PictureRefused):
    """The content is neither JPEG nor PNG, whatever the file name (R113)."""

    code = Code.PICTURE_WRONG_FORMAT
    message = _("Acceptable image file formats are jpeg or png.")


class PictureIsHeic(PictureWrongFormat):
    """HEIC, the format in which some telephones store photographs."""

    code = Code.PICTURE_IS_HEIC
    message = _(
        "This is a HEIC image. Acceptable image file formats are jpeg or png. On an "
        "iPhone, choose Settings > Camera > Formats > Most Compatible and photograph "
        "the document again; other devices can save the image as JPEG."
    )


class PictureUnreadable(PictureRefused):
    """The picture is damaged."""

    code = Code.PICTURE_UNREADABLE
    message = _(
        "The image is damaged and cannot be read. Please photograph or scan "
        "the document again."
    )


def limits_hint() -> str:
    """The limits as text, shown before a file is chosen."""
    return _(
        "Each file may have up to ${bytes} MB and ${pixels} megapixels. Larger "
        "photographs are made smaller in your browser before they are sent, if it "
        "runs scripts.",
        mapping={"bytes": _megabytes(), "pixels": _megapixels()},
    )


def _megabytes() -> str:
    return f"{settings().picture_bytes / _MEGA:.3g}"


def _megapixels() -> str:
    return f"{settings().picture_pixels / 1_000_000:.3g}"


class PictureTooLarge(PictureRefused):
    """The file has too many bytes; the message names the limit."""

    code = Code.PICTURE_TOO_LARGE

    def __init__(self) -> None:
        super().__init__()
        self.message = _(
            "The file is too large. Files of up to ${limit} MB are accepted.",
            mapping={"limit": _megabytes()},
        )


class PictureTooManyPixels(PictureRefused):
    """The picture is too large in width and height; the message names the limit."""

    code = Code.PICTURE_TOO_MANY_PIXELS

    def __init__(self) -> None:
        super().__init__()
        self.message = _(
            "The image is too large. Images of up to ${limit} megapixels are accepted.",
            mapping={"limit": _megapixels()},
        )


class PicturesBusy(PictureRefused):
    """All decoding processes are busy; the same file may be accepted later."""

    code = Code.PICTURES_BUSY
    message = _(
        "The server is busy with other images. Please choose the file again in a "
        "moment."
    )


class PictureTooSlow(PictureRefused):
    """Decoding exceeded its time limit."""

    code = Code.PICTURE_TOO_SLOW
    message = _(
        "The image could not be processed in time. Please photograph or scan the "
        "document again, or try again later."
    )


class PictureUnscanned(PictureRefused):
    """The virus scanner does not respond, so no file is accepted."""

    code = Code.PICTURE_UNSCANNED
    message = _("The image cannot be checked just now. Please try again later.")


class PictureInfected(PictureRefused):
    """The virus scanner found malware; its name is only for the audit log."""

    code = Code.PICTURE_INFECTED
    message = _("The image was refused by the virus check. Please choose another file.")

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class TooManyPictures(DomainError):
    """The application has more pictures than allowed (R114)."""

    code = Code.TOO_MANY_PICTURES
    message = _("You may upload up to two files.")


class NoPictures(DomainError):
    """The application has no picture of an identity document (R106)."""

    code = Code.NO_PICTURES
    message = _("Please upload an image of your identification document.")


class KindMissing(DomainError):
    """The kind of document was not chosen."""

    code = Code.KIND_MISSING
    message = _("Please choose the type of your identification document.")


class BothSidesNeeded(DomainError):
    """The document needs pictures of both sides (R108)."""

    code = Code.BOTH_SIDES_NEEDED
    message = _("Please upload both sides of this document.")


def limits_in_browser() -> dict[str, int | str]:
    """Limits that a script checks before upload, with their messages."""
    return {
        "bytes": settings().picture_bytes,
        "empty": PictureEmpty.message,
        "pixels": settings().picture_pixels,
        "large": PictureTooLarge().message,
        "many": PictureTooManyPixels().message,
        "format": PictureWrongFormat.message,
        "heic": PictureIsHeic.message,
        "hint": limits_hint(),
    }
