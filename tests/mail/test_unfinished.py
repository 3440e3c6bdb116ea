"""Mails that a killed process left in the folder for unfinished ones."""

from .conftest import queue_one
from .conftest import waiting
from ndl.registration.mail import spool
from ndl.registration.mail.queue import keep_sending
from ndl.registration.mail.queue import make_folder
from ndl.registration.mail.spool import forget_unfinished
from ndl.registration.mail.spool import UNFINISHED
from transaction import commit
from zope.sendmail.maildir import Maildir

import os
import pytest
import signal
import socket
import subprocess
import sys
import time


KILLED = """
import os, signal, sys
from zope.sendmail.maildir import Maildir
writer = Maildir(sys.argv[1]).newMessage()
writer.write("To: hanako@example.org\\n\\nYour code is 123456\\n")
writer._fd.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def queue(folder):
    make_folder(folder)
    return folder


@pytest.fixture
def left(queue):
    """What a server that was killed while it wrote a mail left behind."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(queue)], check=False)
    assert done.returncode == -signal.SIGKILL
    (path,) = queue.glob("tmp/*")
    return path


def unfinished(queue, pid, host, age=0):
    begun = int(time.time()) - age
    path = queue / "tmp" / f"{begun}.{pid}.{host}.7"
    path.write_text("To: hanako@example.org")
    os.utime(path, (begun, begun))
    return path


class TestUnfinishedMail:
    def test_of_a_killed_process_is_deleted_at_once(self, queue, left):
        forget_unfinished(queue)
        assert not left.exists()

    def test_is_deleted_by_the_thread_that_sends(self, queued, folder, left, server):
        server.start()
        queue_one(folder)
        keep_sending()
        commit()
        deadline = time.monotonic() + 20
        while (left.exists() or waiting(folder)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not left.exists()
        assert not waiting(folder)

    def test_that_is_being_written_stays(self, queue):
        writer = Maildir(str(queue)).newMessage()
        forget_unfinished(queue)
        writer.write("text")
        writer.commit()
        assert waiting(queue)

    def test_of_an_earlier_process_of_our_number_is_deleted(self, queue, monkeypatch):
        monkeypatch.setattr(spool, "_STARTED", time.time())
        path = unfinished(queue, os.getpid(), socket.gethostname(), age=60)
        forget_unfinished(queue)
        assert not path.exists()

    @pytest.mark.parametrize("behind", [UNFINISHED + 60, 10 * UNFINISHED])
    def test_stays_when_the_clock_of_the_files_is_behind(self, queue, behind):
        writer = Maildir(str(queue)).newMessage()
        (path,) = queue.glob("tmp/*")
        os.utime(path, (time.time() - behind,) * 2)
        forget_unfinished(queue)
        writer.commit()
        assert waiting(queue)

    @pytest.mark.parametrize(
        ("name", "age", "stays"),
        [
            ("elsewhere.example", UNFINISHED - 60, True),
            ("elsewhere.example", UNFINISHED + 60, False),
        ],
    )
    def test_of_another_machine_gets_an_hour(self, queue, name, age, stays):
        path = unfinished(queue, 1, name, age)
        forget_unfinished(queue)
        assert path.exists() is stays

    @pytest.mark.parametrize("name", ["x", "1", "1.2", "1.x.host.3", "1.9e9.host.3"])
    def test_under_a_strange_name_gets_an_hour(self, queue, name):
        path = queue / "tmp" / name
        path.touch()
        forget_unfinished(queue)
        assert path.exists()
