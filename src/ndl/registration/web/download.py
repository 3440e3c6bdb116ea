"""Files that are made while they are sent."""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from transaction import TransactionManager
from typing import Any
from typing import Self
from zope.component.hooks import getSite
from zope.component.hooks import site as as_site
from zope.interface import implementer
from ZPublisher.HTTPResponse import HTTPResponse
from ZPublisher.Iterators import IUnboundStreamIterator


@implementer(IUnboundStreamIterator)
class Download:
    """Pieces for the publisher to send.

    They must not read the database of the request, which is closed by then; see
    `read_apart`.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        return next(self._pieces)

    def close(self) -> None:
        """Called by the server at the end, also when the reader has left."""
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()


def send_zip(response: HTTPResponse, pieces: Iterator[bytes], name: str) -> Download:
    """The answer that a browser saves as a ZIP file of this name."""
    return _send(response, pieces, name, "application/zip")


def send_csv(response: HTTPResponse, pieces: Iterator[bytes], name: str) -> Download:
    """The answer that a browser saves as a table of this name."""
    response.setHeader("Cache-Control", "no-store, private")
    return _send(response, pieces, name, "text/csv; charset=utf-8")


def read_apart(make: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
    """Stream the pieces of `make`, which reads the database in its own connection.

    It sees the database as it is when the first piece is fetched, and keeps no more
    of it in memory than the cache of a connection holds.
    """
    here = getSite()
    database, path = here._p_jar.db(), here.getPhysicalPath()
    return _read(database, path, make)


def _read(
    database: Any, path: tuple[str, ...], make: Callable[[], Iterator[bytes]]
) -> Iterator[bytes]:
    manager = TransactionManager()
    with closing(database.open(manager)) as connection:
        manager.begin()
        try:
            there = connection.root()["Application"].unrestrictedTraverse(path)
            pieces = make()
            while True:
                # What runs between two pieces shall not meet this site.
                with as_site(there):
                    piece = next(pieces, None)
                if piece is None:
                    return
                yield piece
                connection.cacheGC()
        finally:
            manager.abort()


def _send(
    response: HTTPResponse, pieces: Iterator[bytes], name: str, media_type: str
) -> Download:
    response.setHeader("Content-Type", media_type)
    response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    response.setHeader("X-Content-Type-Options", "nosniff")
    return Download(pieces)
