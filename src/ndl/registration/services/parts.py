"""Lists over REST that are read part by part."""

from collections.abc import Iterable
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import text_in
from typing import Any
from urllib.parse import urlencode


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
    """The address of another part of the list, with the same filters and size."""
    asked = {name: form[name] for name in (*filters, "size") if form.get(name)}
    return f"{url}?{urlencode(asked | place)}"
