"""Start programs for tests, and wait for conditions."""

from contextlib import contextmanager
from contextlib import suppress

import os
import shutil
import signal
import subprocess
import time


PATIENCE = 15
_PATH = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin"


def program(name):
    """The path of a program; `make sip` installs all of them."""
    found = shutil.which(name, path=_PATH)
    assert found, f"{name} is missing: make sip"
    return found


@contextmanager
def running(command, log):
    """Run a process; it and its children end with the `with` block."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(3)
        # Children of Kamailio survive if the main process hangs.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def eventually(check, seconds=PATIENCE):
    """Wait until `check` returns a true value, and return it."""
    give_up = time.monotonic() + seconds
    while not (found := check()):
        assert time.monotonic() < give_up, "it took too long"
        time.sleep(0.05)
    return found
