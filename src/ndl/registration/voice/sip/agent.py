"""baresip, the SIP user agent that makes a call, and its control socket.

It is started for a single call. The control socket has a random address of the loopback
network, so that parallel calls do not interfere.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from ndl.registration.voice.sip.configuration import PROGRAM
from ndl.registration.voice.sip.configuration import write_account
from ndl.registration.voice.sip.configuration import write_config
from ndl.registration.voice.sip.order import Transport
from ndl.registration.voice.sip.order import Trunk
from ndl.registration.voice.sip.relay import check
from ndl.registration.voice.sip.relay import Relay
from ndl.registration.voice.sip.ways import listener
from ndl.registration.voice.sip.ways import loopback
from ndl.registration.voice.sip.ways import way_to
from pathlib import Path
from typing import Any

import ctypes
import json
import shutil
import signal
import socket
import subprocess
import time


_STARTING = 4
_ENDING = 3
_BLOCK = 65536
_PR_SET_PDEATHSIG = 1
_PRCTL = ctypes.CDLL(None, use_errno=True).prctl


class AgentFailed(Exception):
    """The agent did not start, or has stopped."""


class Agent:
    """A running baresip, and the connection to its control socket."""

    def __init__(self, folder: Path, trunk: Trunk, most_seconds: int) -> None:
        """Start baresip. Raises AgentFailed."""
        self._trunk, self._pending = trunk, b""
        control = loopback()
        try:
            near, local, door = _near_end(trunk)
            files = (
                write_config(folder, near, local, control),
                write_account(folder, near),
            )
            self._process = _started(folder, most_seconds)
        except OSError as error:
            raise AgentFailed from error
        try:
            self.socket = self._connected(control)
            if door is not None:
                # Starts a thread, so it must follow the start of the process above.
                Relay(trunk, door, folder).start()
        except BaseException:
            self.end()
            raise
        finally:
            # baresip has read the files by now.
            for path in files:
                path.unlink()

    def dial(self, number: str) -> None:
        """Call the number."""
        self._command("dial", f"sip:{number}@{self._trunk.domain}")

    def play(self, path: Path) -> None:
        """Play a file from its beginning, instead of the current file."""
        self._command("ausrc", f"aufile,{path}")

    def events(self) -> Iterator[dict[str, Any]]:
        """Events from the control socket. Raises AgentFailed."""
        try:
            data = self.socket.recv(_BLOCK)
        except OSError as error:
            raise AgentFailed from error
        if not data:
            raise AgentFailed
        self._pending += data
        while (message := self._next()) is not None:
            if message.get("event"):
                yield message

    def end(self) -> None:
        """Stop baresip, which hangs up, or kill it."""
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_ENDING)
        self._process.kill()
        self._process.wait()

    def _connected(self, address: tuple[str, int]) -> socket.socket:
        give_up = time.monotonic() + _STARTING
        while self._process.poll() is None and time.monotonic() < give_up:
            with suppress(OSError):
                return socket.create_connection(address, timeout=1)
            time.sleep(0.02)
        raise AgentFailed

    def _next(self) -> dict[str, Any] | None:
        """The next netstring, or None if it has not arrived completely."""
        size, colon, rest = self._pending.partition(b":")
        if not colon or len(rest) <= int(size):
            return None
        message, self._pending = rest[: int(size)], rest[int(size) + 1 :]
        return dict(json.loads(message))

    def _command(self, name: str, parameters: str) -> None:
        message = json.dumps({"command": name, "params": parameters}).encode()
        try:
            self.socket.sendall(b"%d:%s," % (len(message), message))
        except OSError as error:
            raise AgentFailed from error


def _near_end(trunk: Trunk) -> tuple[Trunk, str, socket.socket | None]:
    """The trunk as baresip reaches it, this machine's address, a socket for a relay."""
    remote, local = way_to(trunk.host, trunk.port)
    if trunk.transport != Transport.TLS:
        return replace(trunk, host=remote), local, None
    check(trunk)
    door = listener(local)
    host, port = door.getsockname()[:2]
    return replace(trunk, host=host, port=port), local, door


def _started(folder: Path, most_seconds: int) -> subprocess.Popen[bytes]:
    program = shutil.which(PROGRAM)
    if program is None:
        raise FileNotFoundError(PROGRAM)
    return subprocess.Popen(  # noqa: S603 - the worker has one thread
        [program, "-f", str(folder), "-t", str(most_seconds)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"HOME": str(folder)},
        # This process has a single thread.
        preexec_fn=_end_with_parent,  # noqa: PLW1509
    )


def _end_with_parent() -> None:
    """Make the kernel end this process when its parent process ends."""
    _PRCTL(_PR_SET_PDEATHSIG, signal.SIGTERM)
