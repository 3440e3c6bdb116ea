"""What is left of a call whose processes are killed in the middle of it: nothing.

The trunk, played by sipp, waits for the goodbye; its absence fails the test.
"""

from ndl.registration.voice.recordings import silence
from ndl.registration.voice.sip.sounds import Sounds
from pathlib import Path
from tests.voice.sip.processes import agents
from tests.voice.sip.processes import commands
from tests.voice.sip.processes import folders
from tests.voice.sip.processes import parent_of
from tests.voice.sip.programs import eventually
from tests.voice.sip.sipp import LISTENS
from tests.voice.sip.sipp import sipp

import os
import pytest
import shutil
import signal
import subprocess
import sys
import time


@pytest.fixture
def caller(tmp_path, base):
    """A process like Zope in the middle of a call, and that of its call."""
    with sipp(tmp_path, LISTENS) as port:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.voice.sip.caller", str(port)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout.readline() == "talking\n"
        (agent,) = agents(base)
        call = parent_of(agent)
        assert parent_of(call) == process.pid
        yield process, call
        process.kill()
        process.wait()
        process.stdout.close()


def is_over(base, call):
    """Whether the processes of the call have ended."""
    return not agents(base) and not commands().get(call)


class TestKill9:
    def test_of_zope_ends_the_call(self, caller, base):
        process, call = caller
        process.kill()
        eventually(lambda: is_over(base, call))
        assert not folders(base)

    def test_of_the_process_of_the_call_ends_baresip(self, caller, base):
        _process, call = caller
        os.kill(call, signal.SIGKILL)
        eventually(lambda: is_over(base, call) and not folders(base))

    def test_of_both_ends_baresip(self, caller, base):
        process, call = caller
        os.kill(call, signal.SIGSTOP)
        process.kill()
        os.kill(call, signal.SIGKILL)
        eventually(lambda: is_over(base, call))
        # The next call removes what nobody was left to remove.
        (left,) = folders(base)
        hours_ago = time.time() - 2 * 3600
        os.utime(left, (hours_ago, hours_ago))
        order = silent_order()
        assert folders(base) == {Path(order.folder)}
        shutil.rmtree(order.folder)


def silent_order():
    sounds = Sounds(silence(1), silence(1), None, 1)
    return sounds.order(None, "+81312345678", 5)
