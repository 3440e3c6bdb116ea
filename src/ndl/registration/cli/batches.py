"""Commands that work in batches: notices, remains, the desk's index."""

from argparse import Namespace
from ndl.registration.cli.base import add
from ndl.registration.cli.base import add_dry_run
from ndl.registration.cli.base import bar
from ndl.registration.cli.base import commit
from ndl.registration.cli.base import forget_loaded
from ndl.registration.cli.opening import CannotOpen
from tqdm import tqdm
from typing import Any

import sys


def add_to(commands: Any) -> None:
    """Add the commands of this module to the parser."""
    words = "mail the notices of the library to their readers"
    add(commands, "send-notices", _send_notices, words)
    words = "erase what is left of applications after the end of registrations"
    add_dry_run(add(commands, "erase-remains", _erase_remains, words))
    words = "make the index of the registration desk anew from the applications"
    add(commands, "rebuild-desk-index", _rebuild, words)


def _send_notices(site: Any, options: Namespace) -> int:
    from ndl.registration.mail.compose import MailNotConfigured
    from ndl.registration.notices.mailing import send_mails

    total = 0
    try:
        while (count := commit(site, send_mails)) is not None:
            total += count
            print(f"{total} mails queued ...", file=sys.stderr, flush=True)
    except MailNotConfigured:
        raise CannotOpen("the site cannot send mails; ask for its health") from None
    print(f"Mails that tell of a notice: {total}.")
    return 0


def _erase_remains(site: Any, options: Namespace) -> int:
    from ndl.registration.review.remains import count_due_remains
    from ndl.registration.review.remains import erase_remains

    patrons = count_due_remains()
    if options.dry_run:
        print(f"Former patrons whose applications would be erased: {patrons}.")
        return 0
    total = 0
    with bar(total=patrons) as progress:
        while True:
            looked_at, erased = commit(site, erase_remains)
            if not looked_at:
                break
            total += erased
            progress.update(looked_at)
    print(f"Applications that were erased: {total}.")
    return 0


def _rebuild(site: Any, options: Namespace) -> int:
    from ndl.registration.review.desk import get_desk
    from ndl.registration.review.indexing import rebuild_index

    import transaction

    done = 0
    total = get_desk().objectCount()
    with tqdm(total=total, unit=" applications", disable=None) as bar:
        for count in rebuild_index():
            transaction.commit()
            forget_loaded(site)
            done += count
            bar.update(count)
    print(f"Applications in the index: {done}.")
    return 0
