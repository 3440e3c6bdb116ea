"""The web server of the inbox."""

from . import pages
from .mailbox import Mailbox
from .settings import ADDRESS
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from urllib.parse import unquote


HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
SHOWN = 200


class InboxHandler(BaseHTTPRequestHandler):
    """Serve the list at /, a mail at /mail/NAME, and its source at /source/NAME."""

    server: "InboxServer"

    def do_GET(self) -> None:
        """Answer a GET request."""
        # Against DNS rebinding: a foreign name for 127.0.0.1 must not give access to
        # codes.
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        if host not in ("localhost", ADDRESS):
            self._answer(HTTPStatus.FORBIDDEN, PLAIN, b"Unknown host.")
            return
        kind, _, name = unquote(self.path.split("?")[0]).lstrip("/").partition("/")
        content = self._content(kind, name)
        if content is None:
            self._answer(HTTPStatus.NOT_FOUND, PLAIN, b"No such mail.")
        else:
            self._answer(HTTPStatus.OK, PLAIN if kind == "source" else HTML, content)

    def _content(self, kind: str, name: str) -> bytes | None:
        mailbox = self.server.mailbox
        if kind == "source":
            return mailbox.source(name)
        if kind == "mail":
            mail = mailbox.read(name)
            return pages.single(mail).encode() if mail else None
        if kind == "":
            mails = [mailbox.read(name) for name in mailbox.names()[:SHOWN]]
            return pages.inbox([mail for mail in mails if mail]).encode()
        return None

    def _answer(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal quiet."""


class InboxServer(ThreadingHTTPServer):
    """An inbox on the loopback interface."""

    daemon_threads = True

    def __init__(self, mailbox: Mailbox, port: int) -> None:
        self.mailbox = mailbox
        super().__init__((ADDRESS, port), InboxHandler)
