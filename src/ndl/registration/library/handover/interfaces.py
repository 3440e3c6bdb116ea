"""Interface to the library's own system."""

from dataclasses import dataclass
from enum import StrEnum
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import State
from ndl.registration.patrons.patron import Patron
from zope.interface import Attribute
from zope.interface import Interface


# Seconds within which a backend has to answer, whatever it asks.
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
    """The states to which a request has come in the system, in their order.

    `reason` is the name of a reason to refuse, `text` goes to the patron with the last
    of the states, `note` is for the staff.
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
    """A request as the system knows it: by the portal's number and by its own."""

    number: str
    remote_id: str = ""


class IRequestBackend(Interface):
    """The library's own system: a named utility, which a setting names.

    It is called outside of requests, after the commit, with the site and its settings
    at hand; it must not write to the database, and takes no longer than PATIENCE. It
    logs nothing of patrons and of what they asked for.
    """

    title = Attribute("What it is called, as a message.")
    is_remote = Attribute("Whether anything is handed over at all.")

    def takes(request: PatronRequest) -> bool:
        """Whether a request is one for the system; asked before it is committed."""

    def submit(
        number: str, request: PatronRequest, patron: Patron, again: bool
    ) -> Handed:
        """Hand a request over, under a number of the portal.

        `again` tells that it may have arrived before: it must not be there twice.
        """

    def cancel(known: Known, again: bool) -> Handed:
        """Withdraw a request."""

    def ask(known: Known) -> Handed:
        """Ask for the state of a request; the answer may also come later."""

    def problems() -> list[str]:
        """Problems that keep it from working, as messages."""
