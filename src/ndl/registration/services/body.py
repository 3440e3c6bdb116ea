"""Reading the input of a request: members of the body, pictures, batches."""

from collections.abc import Iterable
from ndl.registration import _
from ndl.registration.config import LANGUAGES
from ndl.registration.documents.errors import PictureTooLarge
from ndl.registration.documents.errors import TooManyPictures
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.intake import SLOTS
from ndl.registration.documents.intake import take_picture
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.folding import LONGEST
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.settings import settings
from ndl.registration.settings.constraints import is_text
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from typing import Any
from urllib.parse import urlencode
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IField
from zope.schema.interfaces import IInt
from zope.schema.interfaces import WrongType
from ZPublisher.HTTPRequest import HTTPRequest

import base64
import binascii


class Malformed(DomainError):
    """The input of a request is not in the form that the service takes."""

    code = Code.REQUEST_MALFORMED
    message = _("The request could not be understood.")


def read_body(request: HTTPRequest) -> dict[str, Any]:
    """The JSON object in the body. Raises Malformed."""
    try:
        return dict(json_body(request))
    except (DeserializationError, RecursionError, TypeError, ValueError) as error:
        raise Malformed from error


def text_in(value: object, longest: int = LONGEST) -> str:
    """Check that a member is a text, and return it. Raises Malformed."""
    if not is_text(value) or len(value) > longest:
        raise Malformed
    return value


def texts_in(value: object, longest: int = LONGEST) -> dict[str, str]:
    """Check that a member holds texts by language, and return it. Raises Malformed."""
    if not isinstance(value, dict) or not value.keys() <= set(LANGUAGES):
        raise Malformed
    return {language: text_in(text, longest) for language, text in value.items()}


def flag_in(value: object) -> bool:
    """Check that a member is true or false, and return it. Raises Malformed."""
    if not isinstance(value, bool):
        raise Malformed
    return value


def check_type(field: IField, value: object) -> None:
    """Raise WrongType for a number as a truth value, or the reverse.

    The fields themselves accept these.
    """
    is_flag = isinstance(value, bool)
    if IInt.providedBy(field) and is_flag:
        raise WrongType
    if IBool.providedBy(field) and not (is_flag or value is None):
        raise WrongType


def file_in(sent: object) -> tuple[str, bytes]:
    """Name and content of a file, sent in base64. Raises Malformed, PictureTooLarge."""
    if not isinstance(sent, dict) or not isinstance(sent.get("data"), str):
        raise Malformed
    # Four characters of base64 hold three bytes.
    if len(sent["data"]) > settings().picture_bytes * 4 // 3 + 4:
        raise PictureTooLarge
    try:
        data = base64.b64decode(sent["data"], validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed from error
    return text_in(sent.get("name", "")), data


MOST = 100


def size_in(form: dict[str, Any], usual: int) -> int:
    """The requested batch size, at most MOST. Raises Malformed."""
    text = text_in(form.get("size", str(usual)))
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MOST):
        raise Malformed
    return int(text)


def part_url(
    url: str, form: dict[str, Any], filters: Iterable[str], **place: str
) -> str:
    """The URL of another part of the list, with the same filters and size."""
    asked = {name: form[name] for name in (*filters, "size") if form.get(name)}
    return f"{url}?{urlencode(asked | place)}"


def pictures_in(sent: object, client: Client) -> tuple[KeptPicture, ...]:
    """The pictures in a member, each with a `name` and its `data` in base64.

    Raises Malformed, TooManyPictures, TooManyRequests and what take_picture raises.
    """
    if not isinstance(sent, list):
        raise Malformed
    if len(sent) > len(SLOTS):
        raise TooManyPictures
    files = [file_in(one) for one in sent]
    if files:
        enforce_limit(Limiter.PICTURES, client)
    return tuple(
        take_picture(name, data, slot)
        for slot, (name, data) in zip(SLOTS, files, strict=False)
    )
