"""The portal of `make start`, run as a separate process."""

from contextlib import contextmanager
from email import message_from_bytes
from email import policy
from ndl.registration.mail.queue import RETRY
from pathlib import Path
from tests.redis_server import free_port
from tests.voice.sip.trunk import SECRET

import os
import re
import subprocess
import sys
import time


ROOT = Path(__file__).parents[2]
PATIENCE = 180
# A mail not accepted within ten seconds is sent again after RETRY seconds.
MAIL_PATIENCE = RETRY + 120
SHIM = Path(__file__).parent / "faketime"
FAKETIME = "*/faketime/libfaketimeMT.so.1"
POLICY = policy.default
# Number of additional applications for an editor to decide.
APPLICATIONS = 20
CODE = re.compile(r"認証コード/Authentication Code\s+(\d{6})\s")


class Portal:
    def __init__(self, folder):
        self.instance = folder / "instance"
        self.clock = folder / "clock"
        self.seconds_passed = 0
        self.pass_time(0)
        ports = [str(free_port()) for _name in range(4)]
        self.port, mail_port, smtp_port, catalogue_port = ports
        self.environment = {
            **os.environ,
            "LD_PRELOAD": str(next(Path("/usr/lib").glob(FAKETIME))),
            "FAKETIME_TIMESTAMP_FILE": str(self.clock),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "PYTHONPATH": f"{SHIM}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
            "PORT": self.port,
            "MAIL_PORT": mail_port,
            "SMTP_PORT": smtp_port,
            "CATALOGUE_PORT": catalogue_port,
            "INSTANCE": str(self.instance),
            "NDL_REGISTRATION_SIP_SECRET": SECRET,
        }
        self.url = f"http://localhost:{self.port}/portal"
        self.log = folder / "portal.log"

    def pass_time(self, seconds):
        """Advance the portal's clock; it never goes back."""
        self.seconds_passed += seconds
        written = self.clock.with_suffix(".new")
        written.write_text(f"+{self.seconds_passed}")
        # Replaced atomically: an empty file would reset the clock.
        written.replace(self.clock)
        # libfaketime reads the file again after more than one whole second.
        time.sleep(2.2 if seconds else 0)

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "scripts.portal.start"],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log.open("a"),
            stderr=subprocess.STDOUT,
        )
        started = time.monotonic()
        while "portal ready" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() - started < PATIENCE, self.log.read_text()
            time.sleep(0.2)

    def stop(self):
        self.process.terminate()
        assert self.process.wait(PATIENCE) == 0

    def mails(self, to):
        files = sorted((self.instance / "var" / "mail").glob("*.eml"))
        read = (message_from_bytes(f.read_bytes(), policy=POLICY) for f in files)
        return [mail for mail in read if mail["To"] == to]

    def next_mail(self, to, after=0):
        """The text of the mail to this address after the first `after` ones."""
        started = time.monotonic()
        while len(self.mails(to)) <= after:
            is_late = time.monotonic() - started > MAIL_PATIENCE
            assert not is_late, f"no mail to {to}\n{self.log.read_text()[-4000:]}"
            time.sleep(0.1)
        return self.mails(to)[after].get_content()

    def code(self, to, after=0):
        """The next code mailed to this address, and the number of mails up to it.

        Other mails may leave the queue before the one with the code.
        """
        while True:
            text = self.next_mail(to, after)
            after += 1
            found = CODE.search(text)
            if found:
                return found[1], after

    def link(self, to, after=0):
        return re.search(r"http://\S+", self.next_mail(to, after))[0]


@contextmanager
def running(folder, demo_sites):
    """A portal with demo data, in its own folder."""
    portal = Portal(folder)
    demo_sites.put(portal.instance, APPLICATIONS)
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()
