"""What a program may send to log in."""

from ndl.registration.settings.constraints import is_text
from ndl.registration.text import LONGEST
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


_TEXTS = ("login", "password", "attempt", "code", "email", "channel")
_FLAGS = ("keep", "send_again")


class Malformed(Exception):
    """The body is not what the service takes."""


def read_body(request: HTTPRequest) -> dict[str, Any]:
    """The known members of the JSON object sent, each of its type.

    Raises Malformed.
    """
    try:
        data = json_body(request)
    except (DeserializationError, RecursionError) as error:
        raise Malformed from error
    texts = {name: _text(data[name]) for name in _TEXTS if name in data}
    flags = {name: _flag(data[name]) for name in _FLAGS if name in data}
    return texts | flags


def _text(value: Any) -> str:
    if not is_text(value) or len(value) > LONGEST:
        raise Malformed
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Malformed
    return value
