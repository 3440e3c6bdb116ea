"""Zopes in processes of their own that share the site of a test through ZEO.

They are forks of the test process: they keep its set-up and patches, and start quickly.
Each can be killed like any other process.
"""

from contextlib import contextmanager
from contextlib import suppress
from functools import partial
from tests.redis_server import free_port
from tests.voice.sip.programs import eventually
from tests.voice.sip.programs import running
from waitress.server import create_server
from ZEO.ClientStorage import ClientStorage
from ZODB import DB
from ZODB.Connection import TransactionMetaData
from ZODB.FileStorage import FileStorage
from ZODB.serialize import referencesf
from ZODB.utils import load_current
from ZODB.utils import z64
from zope.component.hooks import setSite
from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.WSGIPublisher import publish_module

import ctypes
import os
import signal
import socket
import sys
import threading


_PR_SET_PDEATHSIG = 1


class Zope:
    """A running process, and the URL of its site."""

    def __init__(self, pid, port, site):
        self.pid, self.url = pid, f"http://localhost:{port}/{site}"
        self._signal = None

    def kill(self):
        """Kill the process with signal 9, if it is running."""
        # After waiting, its process ID may belong to another process.
        if self._signal is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def wait(self):
        """Wait for the end of the process; returns the signal that killed it."""
        self._signal = os.WTERMSIG(os.waitpid(self.pid, 0)[1])
        return self._signal


class Zopes:
    """Starts Zopes that use a ZEO server."""

    def __init__(self, layer, site, address, folder):
        self._layer, self._site = layer, site
        self._address, self._folder = address, folder
        self.started = []

    def start(self, prepare=None):
        """Start a Zope; `prepare` is called in its process before it serves."""
        door = socket.create_server(("127.0.0.1", 0))
        pid = os.fork()
        if not pid:
            _be(partial(self._serve, door, prepare), self._folder / "zope.log")
        zope = Zope(pid, door.getsockname()[1], self._site)
        door.close()
        self.started.append(zope)
        return zope

    def _serve(self, door, prepare):
        setSite(None)
        storage = ClientStorage(self._address, wait_timeout=30)
        self._layer["zodbDB"] = DB(storage, pool_size=16)
        if prepare:
            prepare()
        app = HTTPExceptionHandler(publish_module, {})
        create_server(app, sockets=[door], map={}, threads=12).run()


@contextmanager
def zopes_of(layer, site, folder):
    """Zopes that share the committed site; they end with the block."""
    data, port = folder / "Data.fs", free_port()
    _copy(layer["zodbDB"].storage, data)
    command = [
        sys.executable,
        "-m",
        "ZEO.runzeo",
        "-f",
        data,
        "-a",
        f"127.0.0.1:{port}",
    ]
    with running(command, folder / "zeo.log") as server:
        eventually(lambda: _answers(port) or server.poll() is not None)
        zopes = Zopes(layer, site.getId(), ("127.0.0.1", port), folder)
        try:
            yield zopes
        finally:
            for zope in zopes.started:
                zope.kill()


def _copy(source, path):
    """Copy the current state of all objects, without blob data."""
    target, transaction = FileStorage(str(path)), TransactionMetaData()
    target.tpc_begin(transaction)
    waiting, seen = [z64], {z64}
    while waiting:
        oid = waiting.pop()
        data, _tid = load_current(source, oid)
        target.store(oid, z64, data, "", transaction)
        found = set(referencesf(data)) - seen
        waiting += found
        seen |= found
    target.tpc_vote(transaction)
    target.tpc_finish(transaction)
    target.close()


def _be(serve, log):
    """Serve in this process and exit: it must never return into the tests."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        # The pipes of the test runner belong to the parent process.
        written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for number in (0, 1, 2):
            os.dup2(written, number)
        # A new thread has no access to the transaction of the test.
        thread = threading.Thread(target=serve)
        thread.start()
        thread.join()
    finally:
        os._exit(1)


def _answers(port):
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
