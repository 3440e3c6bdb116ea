"""The command by which registrations run out."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from ndl.registration.cli.base import add
from ndl.registration.cli.opening import CannotOpen
from tqdm import tqdm
from typing import Any


TRIES = 5
_EVERY = 1000


def add_to(commands: Any) -> None:
    """Add what is below."""
    words = "tell of registrations that expire, and erase expired ones"
    command = add(commands, "expire", _expire, words)
    command.add_argument(
        "--dry-run", action="store_true", help="only say what would be done"
    )


def _expire(site: Any, options: Namespace) -> int:
    from ndl.registration.mail.compose import MailNotConfigured

    try:
        done = _foresee(site) if options.dry_run else _take_steps(site)
    except MailNotConfigured:
        raise CannotOpen("the site cannot send mails; ask for its health") from None
    _report(done, options.dry_run)
    return 0


def _foresee(site: Any) -> Counter:
    from ndl.registration.account.expire import count_due
    from ndl.registration.account.expire import foresee

    found: Counter = Counter()
    for number, step in enumerate(_bar(foresee(), total=count_due()), start=1):
        found.update([step] if step else [])
        if not number % _EVERY:
            site._p_jar.cacheGC()
    return found


def _take_steps(site: Any) -> Counter:
    from ndl.registration.account.expire import count_due
    from ndl.registration.account.expire import expire_batch
    from ndl.registration.account.expire import file_former

    while _commit(site, file_former) is not None:
        pass
    done: Counter = Counter()
    with _bar(total=count_due()) as bar:
        while True:
            looked_at, steps = _commit(site, expire_batch)
            if not looked_at:
                return done
            done.update(steps)
            bar.update(looked_at)


def _commit(site: Any, batch: Callable[[], Any]) -> Any:
    """Run a batch in a transaction, again if a login was faster."""
    import transaction

    for attempt in transaction.manager.attempts(TRIES):
        with attempt:
            result = batch()
    site._p_jar.cacheGC()
    return result


def _bar(what: Any = None, total: int | None = None) -> tqdm:
    """A progress bar, where somebody is looking."""
    return tqdm(what, total=total, unit=" patrons", disable=None)


def _report(done: Counter, foreseen: bool) -> None:
    from ndl.registration.account.expire import Step

    print(
        f"{'Would be told' if foreseen else 'Told'} first: {done[Step.FIRST_MAIL]}, "
        f"again: {done[Step.SECOND_MAIL]}. Expired: {done[Step.EXPIRED]}. "
        f"{'Would be erased' if foreseen else 'Erased'}: {done[Step.ERASED]}."
    )
