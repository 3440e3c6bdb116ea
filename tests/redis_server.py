"""A Redis server for the tests, on a free port of this machine."""

from contextlib import contextmanager
from contextlib import suppress
from secrets import choice

import os
import redis
import socket
import subprocess
import time


PATIENCE = 10
PORTS = range(10_000, 32_768)
# Number of test workers, each with its own ports: a server binds its port some time
# after it was chosen, and another worker might have chosen the same.
WORKERS = 16
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_given = set()


def free_port():
    """A free port outside of the range from which the system assigns ports."""
    while True:
        port = choice(PORTS[_WORKER % WORKERS :: WORKERS])
        if port in _given:
            continue
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            _given.add(port)
            return port


class RedisServer:
    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.uri = f"redis://127.0.0.1:{self.port}"

    def start(self):
        options = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "dir": str(self.folder),
            "save": "",
            "appendonly": "no",
        }
        command = ["redis-server"]
        for name, value in options.items():
            command += [f"--{name}", value]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self._wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)

    def _wait(self):
        client, started = redis.from_url(self.uri), time.monotonic()
        while True:
            try:
                return client.ping()
            except redis.ConnectionError:
                assert self.process.poll() is None, "redis-server has stopped"
                assert time.monotonic() - started < PATIENCE, "no answer of Redis"
                time.sleep(0.02)


@contextmanager
def running(folder):
    server = RedisServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
