"""Files that are made while they are sent."""

from collections.abc import Iterator
from typing import Self
from zope.interface import implementer
from ZPublisher.HTTPResponse import HTTPResponse
from ZPublisher.Iterators import IUnboundStreamIterator


@implementer(IUnboundStreamIterator)
class Download:
    """Pieces for the publisher to send; they must not read the database."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        return next(self._pieces)


def send_zip(response: HTTPResponse, pieces: Iterator[bytes], name: str) -> Download:
    """The answer that a browser saves as a ZIP file of this name."""
    return _send(response, pieces, name, "application/zip")


def send_csv(response: HTTPResponse, pieces: Iterator[bytes], name: str) -> Download:
    """The answer that a browser saves as a table of this name."""
    response.setHeader("Cache-Control", "no-store, private")
    return _send(response, pieces, name, "text/csv; charset=utf-8")


def _send(
    response: HTTPResponse, pieces: Iterator[bytes], name: str, kind: str
) -> Download:
    response.setHeader("Content-Type", kind)
    response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    response.setHeader("X-Content-Type-Options", "nosniff")
    return Download(pieces)
