"""Read authentication codes from the mails, as a patron would."""

from benchmarks.accounts import address
from scripts.portal.mailbox import Mailbox
from time import monotonic
from time import sleep

import re


CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)
PATIENCE = 30
INTERVAL = 0.02


class CodeReader:
    """Reads each mail once and keeps the last code of each address."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._read: set[str] = set()
        self._codes: dict[str, str] = {}

    def code_for(self, user_id: str) -> str:
        """Wait for the patron's code, and return it once."""
        end = monotonic() + PATIENCE
        while monotonic() < end:
            self._open_mails()
            if address(user_id) in self._codes:
                return self._codes.pop(address(user_id))
            sleep(INTERVAL)
        raise SystemExit(f"No code came for {user_id}.")

    def _open_mails(self) -> None:
        for name in sorted(set(self._mailbox.names()) - self._read):
            self._read.add(name)
            mail = self._mailbox.read(name)
            found = mail and CODE.search(mail.body)
            if mail and found:
                self._codes[mail.to] = found[1]
