"""A lossy UDP path to a trunk."""

from contextlib import contextmanager
from threading import Thread

import select
import socket


_LARGEST = 65536


class LossyWay:
    """Drops each message the first time, and forwards its repetitions."""

    def __init__(self, trunk):
        self._trunk = ("127.0.0.1", trunk)
        self._near, self._far = (_socket() for _ in range(2))
        self._caller = None
        self.is_open, self.loses_all = True, False
        self.lost = []

    @property
    def port(self):
        return self._near.getsockname()[1]

    def carry(self):
        while self.is_open:
            ready, _, _ = select.select([self._near, self._far], [], [], 0.05)
            for side in ready:
                message, sender = side.recvfrom(_LARGEST)
                if side is self._near:
                    self._caller = sender
                self._pass_on(side, message)

    def _pass_on(self, side, message):
        kind = _kind(message)
        if self.loses_all or kind not in self.lost:
            self.lost.append(kind)
        elif side is self._near:
            self._far.sendto(message, self._trunk)
        else:
            self._near.sendto(message, self._caller)


def _kind(message):
    """Method, and status of an answer, as in "INVITE 200"; identifies a repetition."""
    lines = message.decode().split("\r\n")
    first, code = lines[0].split()[:2]
    method = next(line.split()[-1] for line in lines if line.startswith("CSeq:"))
    return f"{method} {code}" if first == "SIP/2.0" else first


@contextmanager
def lossy_way(trunk):
    """Run a LossyWay to the trunk at a port."""
    way = LossyWay(trunk)
    thread = Thread(target=way.carry, daemon=True)
    thread.start()
    yield way
    way.is_open = False
    thread.join()


def _socket():
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.bind(("127.0.0.1", 0))
    return made
