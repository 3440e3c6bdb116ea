"""The purpose of a submission, and all entries for it."""

from abc import ABC
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.variant import Variant
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.registration.answers import DraftPlace
from ndl.registration.registration.answers import Values
from ndl.registration.registration.steps import Aim
from ndl.registration.review.parts import Part
from typing import Any


@dataclass(frozen=True)
class Entries:
    """All that was entered, without faults; `password_hash` only of new patrons."""

    patron_class: PatronClass
    declaration: Declaration
    kind: str
    pictures: tuple[KeptPicture, ...]
    password_hash: str = ""


class Application(ABC):
    """The contract of an application: aim, applicant, effect."""

    aim: Aim
    place: DraftPlace
    email: str
    # What the library knows already.
    known: Declaration | None = None
    # What the patron will be; None where that is asked.
    patron_class: PatronClass | None = None
    # The steps that what is known answers already.
    taken_over: frozenset[str] = frozenset()
    # The kind of document that was shown before.
    kind: str = ""
    # What has to be corrected of an application that was declined.
    wrong_parts: tuple[Part, ...] = ()

    def carried_pictures(self) -> tuple[KeptPicture, ...]:
        """The pictures of an application that was declined, but the wrong ones."""
        return ()

    @abstractmethod
    def refuse(self) -> None:
        """Raise a DomainError where there is nothing to apply for any more."""

    @abstractmethod
    def defaults(self) -> dict[str, Any]:
        """Initial values of an empty form."""

    @abstractmethod
    def declare(self, values: Values, variant: Variant) -> Declaration:
        """The declaration made from valid values."""

    @abstractmethod
    def is_done(self, receipt: Mapping[str, str]) -> bool:
        """Whether what came of a submission still stands."""

    @abstractmethod
    def hand_in(self, entries: Entries) -> dict[str, str]:
        """Store the entries and return the result."""
