"""HTTP requests to other servers, with limits of time and size."""

from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from requests.adapters import HTTPAdapter
from threading import Timer
from typing import Any
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError

import requests
import socket
import time


_CHUNK = 64 * 1024
_OK = 200
# No compression: a small answer could grow without bound when it is unpacked.
_HEADERS = {
    "Accept": "application/xml, text/xml",
    "Accept-Encoding": "identity",
    "User-Agent": "ndl.registration",
}


class NoAnswer(Exception):
    """No answer in time, or one with a status other than 200 or of excessive size."""

    def __init__(self, words: str, status: int = 0) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Fetched:
    """The body of an answer, and the charset in its header, empty if none."""

    data: bytes
    charset: str


def fetch(
    address: str, parameters: Mapping[str, str], seconds: float, most: int
) -> Fetched:
    """Get a URL; at most `most` bytes. Raises NoAnswer."""
    return _ask("GET", address, seconds, most, params=dict(parameters))


def send(address: str, message: bytes, seconds: float, most: int) -> Fetched:
    """Post an XML message; the answer has at most `most` bytes. Raises NoAnswer."""
    headers = {"Content-Type": "application/xml; charset=utf-8"}
    return _ask("POST", address, seconds, most, data=message, headers=headers)


def _ask(
    method: str, address: str, seconds: float, most: int, **options: Any
) -> Fetched:
    """Send a request; redirects are not followed, as they could lead anywhere."""
    adapter = _Adapter()
    headers = _HEADERS | options.pop("headers", {})
    with requests.Session() as session, _deadline(adapter, seconds) as is_over:
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        try:
            answer = session.request(
                method,
                address,
                headers=headers,
                timeout=seconds,
                allow_redirects=False,
                stream=True,
                **options,
            )
            with answer:
                data = _read(answer, most)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise NoAnswer(type(error).__name__) from error
        if is_over():
            raise NoAnswer("too slow")
    return Fetched(data, _charset(answer))


def _read(answer: requests.Response, most: int) -> bytes:
    if answer.status_code != _OK:
        raise NoAnswer(f"status {answer.status_code}", answer.status_code)
    data = bytearray()
    while chunk := answer.raw.read(_CHUNK, decode_content=False):
        data += chunk
        if len(data) > most:
            raise NoAnswer("too large")
    return bytes(data)


def _charset(answer: requests.Response) -> str:
    kind = answer.headers.get("Content-Type", "")
    _type, _separator, rest = kind.partition("charset=")
    return rest.split(";")[0].strip("\"' ")


class _Adapter(HTTPAdapter):
    """Adapter that records its sockets, so that they can be shut down."""

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        make = pool.ConnectionCls
        pool.ConnectionCls = lambda *a, **kw: self._watched(make(*a, **kw))
        return pool

    def _watched(self, connection: HTTPConnection) -> HTTPConnection:
        connect = connection.connect

        def connect_and_remember() -> None:
            connect()
            # Kept here, as the connection may give its socket up to the answer.
            self._sockets.append(connection.sock)

        connection.connect = connect_and_remember  # type: ignore[method-assign]
        return connection

    def cut(self) -> None:
        """Shut down the sockets, which ends all reads."""
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextmanager
def _deadline(adapter: _Adapter, seconds: float) -> Iterator[Any]:
    """Shut down the connections of the adapter after a time.

    The time limit of `requests` applies to each single read: a server that sends a
    byte now and then would block a thread of Zope forever.
    """
    end = time.monotonic() + seconds
    timer = Timer(seconds, adapter.cut)
    timer.daemon = True
    timer.start()
    try:
        yield lambda: time.monotonic() >= end
    finally:
        timer.cancel()
