"""Downloads that are generated while they are sent."""

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
    """Stream of pieces for the publisher to send.

    The pieces must not read the request's database connection, which is closed by then;
    see `read_apart`.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        return next(self._pieces)

    def close(self) -> None:
        """Close the pieces; the server calls this also if the client has left."""
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()


def send_zip(response: HTTPResponse, pieces: Iterator[bytes], name: str) -> Download:
    """Response that a browser saves as a ZIP file of this name."""
    return _send(response, pieces, name, "application/zip")


def send_csv(response: HTTPResponse, pieces: Iterator[bytes], name: str) -> Download:
    """Response that a browser saves as a CSV file of this name."""
    response.setHeader("Cache-Control", "no-store, private")
    return _send(response, pieces, name, "text/csv; charset=utf-8")


def read_apart(make: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
    """Stream the pieces of `make`, which reads the database through its own connection.

    It sees the state of the database when the first piece is fetched, and holds no more
    of it in memory than the cache of a connection.
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
                # Code that runs between two pieces must not see this site as current.
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
