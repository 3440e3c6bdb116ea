"""The cloud service, played by a server on this machine."""

from base64 import b64decode
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from tests.voice.twilio.contract import Operation
from threading import Event
from threading import Thread
from xml.etree import ElementTree

import json
import secrets
import ssl


ACCOUNT = f"AC{'0123456789abcdef' * 2}"
SECRET = "t0ken-0f-the-acc0unt"


@dataclass
class Ring:
    """A requested call."""

    sid: str
    number: str
    caller: str
    document: ElementTree.Element
    options: dict
    status: str = "queued"
    seconds: int | None = None

    @property
    def said(self):
        """All spoken text."""
        return "".join(part.text for part in self.document.iter("Say"))

    def describe(self):
        return {
            "sid": self.sid,
            "account_sid": ACCOUNT,
            "to": self.number,
            "from": self.caller,
            "status": self.status,
            "duration": None if self.seconds is None else str(self.seconds),
            "direction": "outbound-api",
            "api_version": "2010-04-01",
            "date_created": "Thu, 26 Nov 2026 12:00:00 +0000",
            "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Calls/{self.sid}.json",
            "subresource_uris": {},
        }


@dataclass
class Service:
    """Records requests and answers as set; `faults` violate the description."""

    url: str = ""
    user: str = ACCOUNT
    rings: list[Ring] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    # State of each new call from the start.
    status: str = "completed"
    seconds: int | None = 30
    # For one request: status and code of an error, or a handler function.
    trouble: object = None
    over: Event = field(default_factory=Event)

    def ring(self, values):
        ring = Ring(
            f"CA{secrets.token_hex(16)}",
            values.pop("To"),
            values.pop("From"),
            ElementTree.fromstring(values.pop("Twiml")),
            values,
            self.status,
            self.seconds,
        )
        self.rings.append(ring)
        return ring

    def find(self, sid):
        return next((one for one in self.rings if one.sid == sid), None)


def refused(status, code):
    """An error answer; its message contains data that must not be logged."""
    words = "The number +81312345678 cannot be called to say 407193."
    return status, {"code": code, "message": words, "status": status}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def service(self):
        return self.server.service

    def log_message(self, *_arguments):
        pass

    def do_POST(self):
        self.answer("POST")

    def do_GET(self):
        self.answer("GET")

    def answer(self, method):
        try:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            operation = Operation(method, self.path)
            self.service.asked.append(operation.name)
            assert operation.values["AccountSid"] == ACCOUNT
            trouble, self.service.trouble = self.service.trouble, None
            if callable(trouble):
                trouble(self)
                return
            status, answer = trouble or self.act(operation, body)
            operation.check(status, answer)
        except Exception as error:  # noqa: BLE001 - the fixture tells of it
            self.service.faults.append(repr(error))
            status, answer = 400, {"message": "the request does not fit"}
        self.send(status, json.dumps(answer).encode())

    def act(self, operation, body):
        if not self.knows_the_sender():
            return refused(401, 20003)
        if operation.name == "CreateCall":
            kind = self.headers["Content-Type"]
            return 201, self.service.ring(operation.read(kind, body)).describe()
        ring = self.service.find(operation.values["Sid"])
        return (200, ring.describe()) if ring else refused(404, 20404)

    def knows_the_sender(self):
        kind, _, value = self.headers.get("Authorization", "").partition(" ")
        return kind == "Basic" and b64decode(value).decode() == (
            f"{self.service.user}:{SECRET}"
        )

    def send(self, status, body, **headers):
        self.send_response(status)
        headers = {"Content-Type": "application/json"} | headers
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def hang(handler):
    """Never answer."""
    handler.service.over.wait(30)
    handler.close_connection = True


def drop(handler):
    """Close the connection without an answer."""
    handler.close_connection = True


def trickle(handler):
    """Answer byte by byte, without an end."""
    handler.send_response(201)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    while not handler.service.over.wait(0.1):
        handler.wfile.write(b" ")
    handler.close_connection = True


def babble(handler):
    """Answer 201 with a body that is not JSON."""
    handler.send(201, b"<html>Welcome</html>")


def yes_without_a_call(handler):
    """Answer 201 without the ID of a call."""
    handler.send(201, b'{"sid": null}')


def lead_away(handler):
    """Redirect to another URL."""
    handler.send(307, b"", Location=f"{handler.service.url}{handler.path}")


@contextmanager
def service(certificate=None):
    """A running Service on this machine, until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    scheme = "http"
    if certificate:
        context, scheme = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), "https"
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    made = Service(f"{scheme}://127.0.0.1:{server.server_address[1]}")
    server.service = made
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
    assert made.faults == []
