"""The command that mails notices."""

from argparse import Namespace
from ndl.registration.cli.base import add
from ndl.registration.cli.opening import CannotOpen
from typing import Any

import sys


def add_to(commands: Any) -> None:
    """Add what is below."""
    words = "mail the notices of the library to their readers"
    add(commands, "send-notices", _send_notices, words)


def _send_notices(site: Any, options: Namespace) -> int:
    from ndl.registration.mail.compose import MailNotConfigured
    from ndl.registration.notices.mailing import send_mails

    import transaction

    total = 0
    try:
        while (count := send_mails()) is not None:
            transaction.commit()
            site._p_jar.cacheGC()
            total += count
            print(f"{total} mails queued ...", file=sys.stderr, flush=True)
    except MailNotConfigured:
        raise CannotOpen("the site cannot send mails; ask for its health") from None
    print(f"Mails that tell of a notice: {total}.")
    return 0
