"""Two clamds: a fake one that answers as told, and the real one."""

from contextlib import contextmanager
from shutil import which
from socketserver import BaseRequestHandler
from socketserver import ThreadingTCPServer
from socketserver import ThreadingUnixStreamServer
from threading import Event
from threading import Thread

import os
import subprocess
import time


# In pieces, so that virus scanners do not report this file.
EICAR = b"-".join(
    (
        b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR",
        b"STANDARD",
        b"ANTIVIRUS",
        b"TEST",
        b"FILE!$H+H*",
    )
)
_DAEMON = which("clamd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
_PATIENCE = 15
_ANYWHERE = ("127.0.0.1", 0)
_CONFIG = "Foreground yes\nDatabaseDirectory {base}\nLocalSocket {socket}\n"


class _Handler(BaseRequestHandler):
    def handle(self):
        stream = self.request.makefile("rb")
        command = stream.readline().decode().strip().removeprefix("n")
        if command == "PING":
            self.request.sendall(b"PONG\n")
            return
        data = b""
        while size := int.from_bytes(stream.read(4), "big"):
            data += stream.read(size)
        self.server.seen.append(data)
        self.server.answer(self.request, data)


class FakeClamd:
    """Answers INSTREAM with `reply`; by default with the result of a scan for EICAR."""

    def __init__(self):
        self.reply = None
        self.silence = Event()
        self.seen = []

    def answer(self, connection, data):
        if self.reply is None:
            found = b"Eicar-Test FOUND" if EICAR in data else b"OK"
            connection.sendall(b"stream: " + found + b"\n")
        elif self.reply == "silence":
            self.silence.wait(_PATIENCE)
        else:
            connection.sendall(self.reply)


class _Tcp(ThreadingTCPServer):
    daemon_threads = True


class _Unix(ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def fake_clamd(path=None):
    """A FakeClamd and its address: TCP, or a socket at `path`."""
    fake = FakeClamd()
    server = _Unix(str(path), _Handler) if path else _Tcp(_ANYWHERE, _Handler)
    server.seen, server.answer = fake.seen, fake.answer
    address = f"unix://{path}"
    if not path:
        address = f"tcp://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield fake, address
    finally:
        fake.silence.set()
        server.shutdown()
        server.server_close()


@contextmanager
def real_clamd(folder):
    """The address of a real clamd whose only signature is EICAR."""
    base, socket = folder / "base", folder / "clamd.ctl"
    base.mkdir()
    (base / "eicar.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
    config = folder / "clamd.conf"
    config.write_text(
        f"Foreground yes\nDatabaseDirectory {base}\nLocalSocket {socket}\n"
    )
    process = subprocess.Popen(
        [_DAEMON, f"--config-file={config}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        give_up = time.monotonic() + _PATIENCE
        while not socket.exists():
            assert process.poll() is None, "clamd did not start"
            assert time.monotonic() < give_up, "clamd took too long"
            time.sleep(0.05)
        yield f"unix://{socket}"
    finally:
        process.terminate()
        process.wait(_PATIENCE)
