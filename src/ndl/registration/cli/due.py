"""The command that takes due steps of applications."""

from argparse import Namespace
from collections import Counter
from functools import partial
from ndl.registration.cli.base import add
from ndl.registration.cli.base import add_dry_run
from ndl.registration.cli.base import commit
from ndl.registration.cli.base import forget_loaded
from ndl.registration.cli.base import UNSAFE
from ndl.registration.cli.opening import CannotOpen
from tqdm import tqdm
from typing import Any

import sys


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    words = "take steps of applications that are due: decisions, questions, claims"
    add_dry_run(add(commands, "take-due-steps", _run, words))


def _run(site: Any, options: Namespace) -> int:
    from ndl.registration.review.due import Due
    from ndl.registration.review.due import find_due
    from Products.CMFCore.WorkflowCore import WorkflowException
    from ZODB.POSException import ConflictError

    take = _foresee if options.dry_run else _take
    done: Counter[Any] = Counter()
    failed = 0
    for number in tqdm(find_due(), unit=" applications", disable=None):
        try:
            done.update([take(site, number)])
        except (ConflictError, WorkflowException) as error:
            # A failed application must not hold up the others.
            failed += 1
            print(f"{number}: {type(error).__name__}: {error}", file=sys.stderr)
    print(
        f"{'Would take effect' if options.dry_run else 'Decisions in effect'}: "
        f"{done[Due.DECISION]}. Declined without an answer: {done[Due.QUESTION]}. "
        f"Claims that lapsed: {done[Due.CLAIM]}. Failed: {failed}."
    )
    return UNSAFE if failed else 0


def _take(site: Any, number: str) -> Any:
    from ndl.registration.mail.compose import MailNotConfigured
    from ndl.registration.review.due import take_due_step

    try:
        return commit(site, partial(take_due_step, number))
    except MailNotConfigured:
        raise CannotOpen("the site cannot send mails; ask for its health") from None


def _foresee(site: Any, number: str) -> Any:
    from ndl.registration.review.desk import get_desk
    from ndl.registration.review.due import due_of

    due = due_of(get_desk()[number])
    forget_loaded(site)
    return due
