"""Getting the answer of another machine: in a bounded time, of a bounded size."""

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
# Packed answers would grow without bound when they are unpacked.
_HEADERS = {
    "Accept": "application/xml, text/xml",
    "Accept-Encoding": "identity",
    "User-Agent": "ndl.registration",
}


class NoAnswer(Exception):
    """The machine did not answer in time, not with 200, or with too much."""

    def __init__(self, words: str, status: int = 0) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Fetched:
    """The bytes that came, and the charset that the header named, if any."""

    data: bytes
    charset: str


def fetch(
    address: str, parameters: Mapping[str, str], seconds: float, most: int
) -> Fetched:
    """The body at a URL. Raises NoAnswer."""
    return _ask("GET", address, seconds, most, params=dict(parameters))


def send(address: str, message: bytes, seconds: float, most: int) -> Fetched:
    """The answer to a message in XML. Raises NoAnswer."""
    headers = {"Content-Type": "application/xml; charset=utf-8"}
    return _ask("POST", address, seconds, most, data=message, headers=headers)


def _ask(
    method: str, address: str, seconds: float, most: int, **options: Any
) -> Fetched:
    """Send the request without following redirects, which could lead anywhere."""
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
    """Remembers its sockets, so that they can be cut."""

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
            # An answer that ends with its connection takes the socket with it.
            self._sockets.append(connection.sock)

        connection.connect = connect_and_remember  # type: ignore[method-assign]
        return connection

    def cut(self) -> None:
        """End what is being read or waited for."""
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextmanager
def _deadline(adapter: _Adapter, seconds: float) -> Iterator[Any]:
    """Cuts the connections after so many seconds.

    The time limit of `requests` holds for each read alone: a machine that sends
    a byte now and then would hold a thread of Zope for ever.
    """
    end = time.monotonic() + seconds
    timer = Timer(seconds, adapter.cut)
    timer.daemon = True
    timer.start()
    try:
        yield lambda: time.monotonic() >= end
    finally:
        timer.cancel()
