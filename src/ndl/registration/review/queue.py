"""The queue of the desk: open applications in order, counts, and the next to claim.

Read from the desk's own index, whose rows date from the last change of each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from itertools import islice
from ndl.registration.clock import today
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decide import claim
from ndl.registration.review.decide import possible_steps
from ndl.registration.review.desk import get_desk
from ndl.registration.review.entry import IndexEntry
from ndl.registration.review.errors import ApplicationOpen
from ndl.registration.review.errors import NothingWaits
from ndl.registration.review.errors import OtherApplicationOpen
from ndl.registration.review.filters import Filters
from ndl.registration.review.filters import walk_of
from ndl.registration.review.index import get_index
from ndl.registration.review.states import all_states
from ndl.registration.review.states import is_open
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of


BATCH = 20


@dataclass(frozen=True)
class Page:
    """A page of a list, and whether there are entries before and after it.

    The next page starts after the last entry, not at a count, so that no entry is
    skipped when an application is decided meanwhile.
    """

    entries: tuple[IndexEntry, ...]
    has_before: bool = False
    has_after: bool = False


def find_page(
    filters: Filters, after: str = "", before: str = "", size: int = BATCH
) -> Page:
    """The first entries, or those after or before an application of this number."""
    index = get_index()
    beyond = index.get(before or after) if before or after else None
    is_back = beyond is not None and bool(before)
    walk = replace(walk_of(filters), beyond=beyond)
    if is_back:
        walk = replace(walk, is_reversed=not walk.is_reversed)
    found = list(islice(index.walk(walk), size + 1))
    more, entries = len(found) > size, found[:size]
    if is_back:
        return Page(tuple(reversed(entries)), more, True)
    return Page(tuple(entries), beyond is not None, more)


def note_listed(entries: Iterable[IndexEntry]) -> None:
    """Audit that these entries were read."""
    numbers = [entry.number for entry in entries]
    if numbers:
        audit(AuditTag.APPLICATIONS_LISTED, applications=numbers)


def take_next(filters: Filters) -> RegistrationApplication:
    """Claim the first unclaimed application, in the filters' order.

    Those that the current user must not claim are skipped. Raises NothingWaits.
    """
    waiting = replace(filters, state="", is_unclaimed=True, is_reversed=False)
    desk = get_desk()
    for entry in get_index().walk(walk_of(waiting)):
        application = desk._getOb(entry.number, None)
        if application is not None and ReviewStep.CLAIM in possible_steps(application):
            claim(application, token_of(application))
            return application
    raise NothingWaits


def count_applications() -> dict[str, int]:
    """Number of applications in each state."""
    counts = get_index().counts()
    return {state: counts[str(state)] for state in all_states()}


def count_held(user_id: str, limit: int) -> int:
    """Number of open applications claimed by an editor, at most `limit`."""
    mine = get_index().walk(walk_of(Filters(holder=user_id)))
    return sum(1 for _entry in islice(mine, limit))


def count_late() -> int:
    """Number of applications that were due before today."""
    return get_index().late(today().isoformat())


def applications_of(user_id: str) -> list[RegistrationApplication]:
    """All applications of a patron, newest first."""
    desk = get_desk()
    found = (desk._getOb(i) for i in desk.ids_of(user_id) if i in desk)
    return sorted(found, key=lambda a: a.submitted_at, reverse=True)


def open_application_of(user_id: str) -> RegistrationApplication | None:
    """The application of the patron that waits for a decision, if any."""
    for application in applications_of(user_id):
        if is_open(state_of(application)):
            return application
    return None


def refuse_second(user_id: str) -> None:
    """Raise ApplicationOpen while an application of the patron waits."""
    waiting = open_application_of(user_id)
    if waiting is not None:
        raise OtherApplicationOpen if waiting.is_change else ApplicationOpen


def declined_application_of(user_id: str) -> RegistrationApplication | None:
    """The newest application of the patron if it was declined."""
    newest = next(iter(applications_of(user_id)), None)
    if newest is None or not newest.reasons or is_open(state_of(newest)):
        return None
    return newest
