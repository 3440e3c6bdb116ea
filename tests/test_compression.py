from scripts.portal.compression import Compression

import brotli
import gzip
import pytest


CSS = b"a { color: red }\n" * 200


class Closing(list):
    closed = False

    def close(self):
        self.closed = True


def ask(body, kind="text/css", accepted="gzip, br", status="200 OK", **more):
    parts = Closing([body[:10], body[10:]])
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    headers += [(name.replace("_", "-"), value) for name, value in more.items()]

    def application(environ, start_response):
        start_response(status, headers)
        return parts

    told = {}

    def start_response(status, headers, exc_info=None):
        told.update(status=status, **dict(headers))

    answer = Compression(application)(
        {"HTTP_ACCEPT_ENCODING": accepted}, start_response
    )
    return told, b"".join(answer), parts


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip;q=1.0", "gzip", gzip.decompress),
    ],
)
def test_styles_and_scripts_are_compressed(accepted, coding, unpack):
    for kind in ("text/css", "text/javascript; charset=utf-8", "image/svg+xml"):
        told, answer, parts = ask(CSS, kind, accepted)
        assert told["Content-Encoding"] == coding
        assert int(told["Content-Length"]) == len(answer) < len(CSS)
        assert told["Vary"] == "Accept-Encoding"
        assert unpack(answer) == CSS
        assert parts.closed


@pytest.mark.parametrize(
    "case",
    [
        {"kind": "text/html; charset=utf-8"},
        {"kind": "application/json"},
        {"kind": "image/jpeg"},
        {"accepted": ""},
        {"accepted": "identity"},
        {"status": "404 Not Found"},
        {"Content_Encoding": "gzip"},
    ],
)
def test_all_else_is_not(case):
    told, answer, _parts = ask(CSS, **case)
    assert told.get("Content-Encoding", "") == case.get("Content_Encoding", "")
    assert answer == CSS


def test_what_is_small_stays_as_it_is():
    told, answer, _parts = ask(b"a{}" * 5)
    assert "Content-Encoding" not in told
    assert answer == b"a{}" * 5
