"""The steps of an application, and the contract of what is applied for."""

from abc import ABC
from abc import abstractmethod
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ndl.registration import _
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.extra import person_fields
from ndl.registration.declaration.extra import PersonFields
from ndl.registration.declaration.schema import IClassStep
from ndl.registration.declaration.variant import Variant
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.interfaces import ISubmissionStep
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.registration.answers import DraftPlace
from ndl.registration.registration.answers import Values
from ndl.registration.review.parts import Part
from typing import Any
from zope.component import getUtilitiesFor
from zope.interface import implementer
from zope.schema import Field
from zope.schema import getFieldsInOrder


class Aim(StrEnum):
    """Aims of an application."""

    REGISTER = "register"
    OFFICIAL = "official"
    CHANGE = "change"


CLASS = "class"
NAME = "name"
ADDRESS = "address"
DOCUMENT = "document"
PASSWORD = "password"
CONTACT_FIELDS = ("phone", "phone_is_fax", "no_phone", "language", "title")
PASSWORD_FIELDS = ("password", "password_again")


@implementer(ISubmissionStep)
@dataclass(frozen=True)
class Step:
    """A step; a package's own one asks for the PersonFields that name it.

    Steps stand in the order of `position`; those shipped have 10, 20, 30, 40 and 50.
    """

    name: str
    title: str
    position: int
    places: tuple[str, ...] = ()
    aims: frozenset[str] = frozenset(Aim)
    is_official_only: bool = False


STEPS = (
    Step(CLASS, _("Type of registration and residence"), 10),
    Step(NAME, _("Name and date of birth"), 20, ("name",)),
    Step(ADDRESS, _("Address and contact"), 30, ("address", "contact")),
    Step(
        DOCUMENT,
        _("Identification documents"),
        40,
        ("application",),
        is_official_only=True,
    ),
    Step(PASSWORD, _("Password"), 50, aims=frozenset({Aim.REGISTER})),
)


def steps_of(aim: Aim, patron_class: PatronClass | None) -> list[Step]:
    """The steps for an application for a class, in order."""
    added = (step for _name, step in getUtilitiesFor(ISubmissionStep))
    official = patron_class is PatronClass.OFFICIAL
    asked = [
        step
        for step in (*STEPS, *added)
        if aim in step.aims and (official or not step.is_official_only)
    ]
    return sorted(asked, key=lambda step: (step.position, step.name))


def added_to(step: Step, aim: Aim, variant: Variant) -> list[PersonFields]:
    """Fields that packages add to a step."""
    places = [*step.places, step.name] if step not in STEPS else list(step.places)
    if aim is not Aim.REGISTER and "contact" in places:
        # The telephone and the like are no matter of an application.
        places.remove("contact")
    return person_fields(places, variant.lives_in)


def own_names(step: Step, aim: Aim, variant: Variant) -> tuple[str, ...]:
    """The names of the fields of the package itself on a step."""
    is_new = aim is Aim.REGISTER
    names: Mapping[str, tuple[str, ...]] = {
        CLASS: ("patron_class",) if is_new else (),
        NAME: (*variant.names, *(("birth_date",) if is_new else ())),
        ADDRESS: (*variant.address, *(CONTACT_FIELDS if is_new else ())),
        PASSWORD: PASSWORD_FIELDS,
    }
    return names.get(step.name, ())


def fields_of(step: Step, aim: Aim, variant: Variant) -> dict[str, Field]:
    """All fields of a step by name, in their order."""
    return dict(_fields_of(step, aim, variant))


def _fields_of(step: Step, aim: Aim, variant: Variant) -> Iterator[tuple[str, Field]]:
    schema = IClassStep if step.name == CLASS else variant.schema
    for name in own_names(step, aim, variant):
        yield name, schema[name]
    for one in added_to(step, aim, variant):
        yield from getFieldsInOrder(one.schema)


@dataclass(frozen=True)
class Entries:
    """All that was entered, without faults; `password_hash` only of new patrons."""

    patron_class: PatronClass
    declaration: Declaration
    kind: str
    pictures: tuple[KeptPicture, ...]
    password_hash: str = ""

    @property
    def is_official(self) -> bool:
        """Whether an application for the desk goes with it."""
        return self.patron_class is PatronClass.OFFICIAL


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
