"""The command that expires registrations."""

from argparse import Namespace
from collections import Counter
from ndl.registration.cli.base import add
from ndl.registration.cli.base import add_dry_run
from ndl.registration.cli.base import bar
from ndl.registration.cli.base import commit
from ndl.registration.cli.base import forget_loaded
from ndl.registration.cli.opening import CannotOpen
from typing import Any


_EVERY = 1000


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    words = "tell of registrations that expire, and erase expired ones"
    command = add(commands, "expire", _expire, words)
    add_dry_run(command)


def _expire(site: Any, options: Namespace) -> int:
    from ndl.registration.mail.compose import MailNotConfigured

    try:
        done = _foresee(site) if options.dry_run else _take_steps(site)
    except MailNotConfigured:
        raise CannotOpen("the site cannot send mails; ask for its health") from None
    _report(done, options.dry_run)
    return 0


def _foresee(site: Any) -> Counter[Any]:
    from ndl.registration.account.expire import count_due
    from ndl.registration.account.expire import foresee

    found: Counter[Any] = Counter()
    for number, step in enumerate(bar(foresee(), total=count_due()), start=1):
        found.update([step] if step else [])
        if not number % _EVERY:
            forget_loaded(site)
    return found


def _take_steps(site: Any) -> Counter[Any]:
    from ndl.registration.account.expire import count_due
    from ndl.registration.account.expire import expire_batch
    from ndl.registration.account.expire import file_former

    while commit(site, file_former) is not None:
        pass
    done: Counter[Any] = Counter()
    with bar(total=count_due()) as progress:
        while True:
            looked_at, steps = commit(site, expire_batch)
            if not looked_at:
                return done
            done.update(steps)
            progress.update(looked_at)


def _report(done: Counter[Any], foreseen: bool) -> None:
    from ndl.registration.account.expire import ExpiryStep

    first, second, expired, erased = (done[step] for step in ExpiryStep)
    print(
        f"{'Would be told' if foreseen else 'Told'} first: {first}, "
        f"again: {second}. Expired: {expired}. "
        f"{'Would be erased' if foreseen else 'Erased'}: {erased}."
    )
