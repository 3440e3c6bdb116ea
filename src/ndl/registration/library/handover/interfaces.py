"""Interface to the library's own system."""

from dataclasses import dataclass
from enum import StrEnum
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import State
from ndl.registration.patrons.patron import Patron
from zope.interface import Attribute
from zope.interface import Interface


# Seconds within which each call of a backend has to return.
PATIENCE = 150


class Outcome(StrEnum):
    """Result of a hand-over.

    LATER: it certainly did not arrive, and is tried again. UNSURE: it may have
    arrived, and is tried again with `again`. REFUSED: trying again does not help.
    """

    TAKEN = "taken"
    LATER = "later"
    UNSURE = "unsure"
    REFUSED = "refused"


@dataclass(frozen=True)
class News:
    """The states that a request has reached in the system, in order.

    `reason` is the name of a reason to refuse, `text` is sent to the patron with the
    last state, `note` is for the staff.
    """

    states: tuple[State, ...] = ()
    reason: str = ""
    text: str = ""
    note: str = ""


@dataclass(frozen=True)
class Handed:
    """The answer to a hand-over; `trouble` is a word for the log, without names."""

    outcome: Outcome
    trouble: str = ""
    remote_id: str = ""
    news: News | None = None


@dataclass(frozen=True)
class Known:
    """A request in the system: the portal's number and the system's own ID."""

    number: str
    remote_id: str = ""


class IRequestBackend(Interface):
    """The library's own system: a named utility, chosen by a setting.

    It is called outside of requests, after the commit, with the site and its settings
    available. It must not write to the database, nor take longer than PATIENCE, nor
    log anything about patrons and the content of their requests.
    """

    title = Attribute("What it is called, as a message.")
    is_remote = Attribute("Whether anything is handed over at all.")

    def takes(request: PatronRequest) -> bool:
        """Whether the system handles a request; called before the commit."""

    def submit(
        number: str, request: PatronRequest, patron: Patron, again: bool
    ) -> Handed:
        """Hand a request over, under a number of the portal.

        With `again`, it may have arrived before, and must not be duplicated.
        """

    def cancel(known: Known, again: bool) -> Handed:
        """Cancel a request in the system."""

    def ask(known: Known) -> Handed:
        """Ask for the state of a request; the answer may also come later."""

    def problems() -> list[str]:
        """Problems that keep it from working, as messages."""
