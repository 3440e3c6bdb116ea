"""The lists of a patron: find, make, rename, remove."""

from ndl.registration import _
from ndl.registration.clock import now
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.folding import fold_text
from ndl.registration.library.my_list.store import get_lists
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings

import secrets


NAME_LENGTH = 60
FIRST_NAME = _("My List")


class UnknownList(DomainError):
    """The patron has no list of this ID."""

    code = Code.UNKNOWN_LIST
    message = _("This list no longer exists.")


class ListNameFaulty(DomainError):
    """The name is missing, too long, or that of another list."""

    code = Code.LIST_NAME_FAULTY
    message = _(
        "Give the list a name of up to ${most} characters that no other list has.",
        mapping={"most": NAME_LENGTH},
    )


class TooManyLists(DomainError):
    """The patron has as many lists as the library allows."""

    code = Code.TOO_MANY_LISTS

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.message = _(
            "You can have ${most} lists. Please remove one first.",
            mapping={"most": most},
        )


def lists_of(patron: Patron) -> list[PatronList]:
    """The lists in the order in which they were made."""
    known = get_lists().get(patron.user_id)
    return [] if known is None else list(known.lists.values())


def find_list(patron: Patron, list_id: str) -> PatronList:
    """The patron's list of this ID. Raises UnknownList."""
    for each in lists_of(patron):
        if each.list_id == list_id:
            return each
    raise UnknownList


def title_of(each: PatronList) -> str:
    """The name of a list, or a default as a message."""
    return each.name or FIRST_NAME


def make_list(patron: Patron, name: str) -> PatronList:
    """Make a new list. Raises ListNameFaulty, TooManyLists."""
    return _make(patron, _checked(patron, name))


def first_list(patron: Patron) -> PatronList:
    """The first list; created if there is none."""
    return next(iter(lists_of(patron)), None) or _make(patron, "")


def rename_list(patron: Patron, list_id: str, name: str) -> PatronList:
    """Give a list another name. Raises UnknownList, ListNameFaulty."""
    each = find_list(patron, list_id)
    each.name = _checked(patron, name, each)
    return each


def remove_list(patron: Patron, list_id: str) -> None:
    """Remove a list with all that it holds. Raises UnknownList."""
    each = find_list(patron, list_id)
    del get_lists().ensure(patron.user_id).lists[each.list_id]


def _make(patron: Patron, name: str) -> PatronList:
    # Conflicts with a parallel deregistration, which writes the patron.
    if patron._p_jar is not None:
        patron._p_jar.readCurrent(patron)
    store = get_lists().ensure(patron.user_id)
    most = settings().my_lists
    if len(store.lists) >= most:
        raise TooManyLists(most)
    list_id = f"{now():%Y%m%d%H%M%S%f}{secrets.token_hex(4)}"
    made = PatronList(list_id, name)
    store.lists[list_id] = made
    return made


def _checked(patron: Patron, name: str, own: PatronList | None = None) -> str:
    clean = fold_text(name)
    others = {each.name for each in lists_of(patron) if each is not own}
    if not clean or len(clean) > NAME_LENGTH or clean in others:
        raise ListNameFaulty
    return clean
