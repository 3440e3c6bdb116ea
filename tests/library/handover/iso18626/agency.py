"""A supplying agency on loopback that validates each message against a schema.

If ISO18626_SCHEMA is the path of the published schema, messages are also validated
against it.
"""

from contextlib import contextmanager
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from lxml import etree
from ndl.registration.library.handover.iso18626.messages import NAMESPACE
from pathlib import Path
from threading import Event
from threading import Lock
from threading import Thread

import os


OWN = Path(__file__).parent / "messages.xsd"
PORTAL, SYSTEM, KEY = "JP-PORTAL", "JP-NDL", "a key of more than twenty characters"
HEADER = (
    "<supplyingAgencyId><agencyIdType>ISIL</agencyIdType><agencyIdValue>{system}"
    "</agencyIdValue></supplyingAgencyId><requestingAgencyId><agencyIdType>ISIL"
    "</agencyIdType><agencyIdValue>{portal}</agencyIdValue></requestingAgencyId>"
    "<timestamp>2026-11-27T10:00:00Z</timestamp>"
)


def schemas():
    paths = filter(None, (OWN, os.environ.get("ISO18626_SCHEMA")))
    return [etree.XMLSchema(etree.parse(str(path))) for path in paths]


def is_valid(message):
    tree = etree.fromstring(message)
    return all(schema.validate(tree) for schema in schemas())


def wrapped(content):
    return (
        f'<ISO18626Message xmlns="{NAMESPACE}" xmlns:ill="{NAMESPACE}" '
        f'ill:version="2021-2">{content}</ISO18626Message>'
    ).encode()


def confirmation(name, number, error=""):
    status = "ERROR" if error else "OK"
    data = f"<errorData><errorType>{error}</errorType></errorData>" if error else ""
    message = wrapped(
        f"<{name}><confirmationHeader>{HEADER.format(system=SYSTEM, portal=PORTAL)}"
        f"<requestingAgencyRequestId>{number}</requestingAgencyRequestId>"
        "<timestampReceived>2026-11-27T10:00:00Z</timestampReceived>"
        f"<messageStatus>{status}</messageStatus></confirmationHeader>{data}</{name}>"
    )
    assert is_valid(message)
    return message


def report(number, status, more="", reason="StatusChange", system=SYSTEM):
    """A status message of the system about a request."""
    return wrapped(
        f"<supplyingAgencyMessage><header>{HEADER.format(system=system, portal=PORTAL)}"
        f"<requestingAgencyRequestId>{number}</requestingAgencyRequestId>"
        "<supplyingAgencyRequestId>S-1</supplyingAgencyRequestId></header>"
        f"<messageInfo><reasonForMessage>{reason}</reasonForMessage>{more}"
        f"</messageInfo><statusInfo><status>{status}</status>"
        "<lastChange>2026-11-27T10:00:00Z</lastChange></statusInfo>"
        "</supplyingAgencyMessage>"
    )


class Agency(ThreadingHTTPServer):
    """Answers as a system does, or as the test has set."""

    daemon_threads = True

    def __init__(self, port=0):
        super().__init__(("127.0.0.1", port), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/iso18626"
        self.messages = []
        self.invalid = []
        self.requests = []
        self.cancelled = []
        self.status, self.body, self.way = 200, None, "whole"
        self.over, self.lock = Event(), Lock()

    def take(self, data):
        """Store a message and confirm it."""
        tree = etree.fromstring(data)
        number = tree.findtext(".//{*}requestingAgencyRequestId")
        with self.lock:
            self.messages.append(tree)
            if not is_valid(data):
                self.invalid.append(data)
            if tree[0].tag.endswith("}request"):
                self.requests.append(number)
                return confirmation("requestConfirmation", number)
            if tree.findtext(".//{*}action") == "Cancel":
                self.cancelled.append(number)
            error = "" if number in self.requests else "UnrecognisedDataValue"
            return confirmation("requestingAgencyMessageConfirmation", number, error)

    def text(self, name):
        """The texts of an element in all messages."""
        found = (tree.findtext(f".//{{*}}{name}") for tree in self.messages)
        return [text for text in found if text is not None]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        server = self.server
        data = self.rfile.read(int(self.headers["Content-Length"]))
        answer = server.take(data) if server.way != "deaf" else b""
        if server.way == "silent":
            server.over.wait(30)
            return
        self.send_response(server.status)
        self.send_header("Content-Type", "application/xml")
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(answer if server.body is None else server.body)

    def log_message(self, *args):
        pass


@contextmanager
def open_for_messages(port=0):
    agency = Agency(port)
    thread = Thread(target=agency.serve_forever, daemon=True)
    thread.start()
    try:
        yield agency
    finally:
        agency.over.set()
        agency.shutdown()
        agency.server_close()
        thread.join(10)
