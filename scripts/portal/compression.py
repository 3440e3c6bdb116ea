"""Compression of styles and scripts, which a proxy does in production."""

from collections.abc import Callable
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import brotli
import gzip


# Never pages or JSON: with text from a stranger in a page, the compressed length
# reveals secrets in it (BREACH).
TYPES = (
    "application/javascript",
    "application/x-javascript",
    "image/svg+xml",
    "text/css",
    "text/javascript",
)
LEAST = 1000


@lru_cache(maxsize=64)
def compress(body: bytes, coding: str) -> bytes:
    """The body compressed with a coding, "br" or "gzip"."""
    if coding == "br":
        return brotli.compress(body, quality=9)
    return gzip.compress(body, compresslevel=9, mtime=0)


class Compression:
    """WSGI middleware around Zope that compresses responses."""

    def __init__(self, application: Callable) -> None:
        self.application = application

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Pass the request to Zope, and compress the answer if its type is in TYPES."""
        started: list[Any] = []

        def note(status: str, headers: list, exc_info: Any = None) -> None:
            started[:] = [status, headers, exc_info]

        body = self.application(environ, note)
        status, headers, exc_info = started
        coding = _coding(environ) if _is_fit(status, headers) else ""
        if _is_fit(status, headers):
            headers = [*headers, ("Vary", "Accept-Encoding")]
        if not coding:
            start_response(status, headers, exc_info)
            return body
        try:
            whole = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        if len(whole) >= LEAST:
            whole = compress(whole, coding)
            headers = [*headers, ("Content-Encoding", coding)]
        kept = [pair for pair in headers if pair[0].lower() != "content-length"]
        start_response(status, [*kept, ("Content-Length", str(len(whole)))], exc_info)
        return [whole]


def _coding(environ: dict) -> str:
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    names = {part.partition(";")[0].strip() for part in accepted.split(",")}
    return next((coding for coding in ("br", "gzip") if coding in names), "")


def _is_fit(status: str, headers: list) -> bool:
    told = {name.lower(): value for name, value in headers}
    kind = told.get("content-type", "").partition(";")[0]
    return status[:3] == "200" and kind in TYPES and "content-encoding" not in told
