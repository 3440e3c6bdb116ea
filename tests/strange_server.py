"""A server on loopback that answers as told: whole, slowly, or not at all."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from threading import Event
from threading import Thread
from urllib.parse import parse_qs
from urllib.parse import urlsplit


class StrangeServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), StrangeHandler)
        self.url = f"http://127.0.0.1:{self.server_port}/sru"
        self.answers = b""
        self.kind = "text/xml"
        self.status = 200
        self.headers = {}
        self.way = "whole"
        self.asked = []
        self.over = Event()
        self.cut = Event()


class StrangeHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        asked = parse_qs(urlsplit(self.path).query)
        server.asked.append({name: values[0] for name, values in asked.items()})
        if server.way == "silent":
            server.over.wait(30)
            return
        if server.way == "slow-head":
            self.drip(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000)
            return
        self.send_response(server.status)
        self.send_header("Content-Type", server.kind)
        for name, value in server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if server.way == "slow":
            self.drip(b" " * 1000)
        else:
            self.send(server.answers)

    def drip(self, data):
        for byte in data:
            if self.server.over.wait(0.1) or not self.send(bytes([byte])):
                break

    def send(self, data):
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except OSError:
            self.server.cut.set()
            return False
        return True

    def log_message(self, *args):
        pass


@contextmanager
def serving(server):
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        if hasattr(server, "over"):
            server.over.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


def packed(*records, total=None):
    """A search response with records, each as XML or as escaped text."""
    inner = "".join(
        f"<record><recordData>{record}</recordData></record>" for record in records
    )
    return (
        '<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/">'
        f"<version>1.2</version><numberOfRecords>{total or len(records)}"
        f"</numberOfRecords><records>{inner}</records></searchRetrieveResponse>"
    )


DC = (
    '<dc xmlns="info:srw/schema/1/dc-v1.1" '
    'xmlns:e="http://purl.org/dc/elements/1.1/">{}</dc>'
)


def dc(**fields):
    return DC.format("".join(f"<e:{n}>{v}</e:{n}>" for n, v in fields.items()))
