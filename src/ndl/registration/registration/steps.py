"""The steps of an application, and the base class of applications."""

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
from ndl.registration.patrons.record import PatronClass
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
class FormStep:
    """A step; one that a package adds asks for the PersonFields that name it.

    Steps are ordered by `position`; the shipped ones have 10, 20, 30, 40 and 50.
    """

    name: str
    title: str
    position: int
    places: tuple[str, ...] = ()
    aims: frozenset[str] = frozenset(Aim)
    is_official_only: bool = False


STEPS = (
    FormStep(CLASS, _("Type of registration and residence"), 10),
    FormStep(NAME, _("Name and date of birth"), 20, ("name",)),
    FormStep(ADDRESS, _("Address and contact"), 30, ("address", "contact")),
    FormStep(
        DOCUMENT,
        _("Identification documents"),
        40,
        ("application",),
        is_official_only=True,
    ),
    FormStep(PASSWORD, _("Password"), 50, aims=frozenset({Aim.REGISTER})),
)


def steps_of(aim: Aim, patron_class: PatronClass | None) -> list[FormStep]:
    """The steps for an application for a class, in order."""
    added = (step for _name, step in getUtilitiesFor(ISubmissionStep))
    official = patron_class is PatronClass.OFFICIAL
    asked = [
        step
        for step in (*STEPS, *added)
        if aim in step.aims and (official or not step.is_official_only)
    ]
    return sorted(asked, key=lambda step: (step.position, step.name))


def added_to(step: FormStep, aim: Aim, variant: Variant) -> list[PersonFields]:
    """Fields that packages add to a step."""
    places = [*step.places, step.name] if step not in STEPS else list(step.places)
    if aim is not Aim.REGISTER and "contact" in places:
        # Contact data are asked for at registration only.
        places.remove("contact")
    return person_fields(places, variant.lives_in)


def own_names(step: FormStep, aim: Aim, variant: Variant) -> tuple[str, ...]:
    """The names of the shipped fields of a step, without added ones."""
    is_new = aim is Aim.REGISTER
    names: Mapping[str, tuple[str, ...]] = {
        CLASS: ("patron_class",) if is_new else (),
        NAME: (*variant.names, *(("birth_date",) if is_new else ())),
        ADDRESS: (*variant.address, *(CONTACT_FIELDS if is_new else ())),
        PASSWORD: PASSWORD_FIELDS,
    }
    return names.get(step.name, ())


def fields_of(step: FormStep, aim: Aim, variant: Variant) -> dict[str, Field]:
    """All fields of a step by name, in their order."""
    return dict(_fields_of(step, aim, variant))


def _fields_of(
    step: FormStep, aim: Aim, variant: Variant
) -> Iterator[tuple[str, Field]]:
    schema = IClassStep if step.name == CLASS else variant.schema
    for name in own_names(step, aim, variant):
        yield name, schema[name]
    for one in added_to(step, aim, variant):
        yield from getFieldsInOrder(one.schema)


@dataclass(frozen=True)
class Entries:
    """All valid entries; `password_hash` is set only for new patrons."""

    patron_class: PatronClass
    declaration: Declaration
    kind: str
    pictures: tuple[KeptPicture, ...]
    password_hash: str = ""

    @property
    def is_official(self) -> bool:
        """Whether an official registration is applied for, which the desk reviews."""
        return self.patron_class is PatronClass.OFFICIAL


class Application(ABC):
    """Base class of applications: aim, applicant and effect."""

    aim: Aim
    place: DraftPlace
    email: str
    # The data on file or of the declined application.
    known: Declaration | None = None
    # The class applied for; None if the applicant chooses it.
    patron_class: PatronClass | None = None
    # The steps that `known` answers already.
    taken_over: frozenset[str] = frozenset()
    # The kind of document of the declined application.
    kind: str = ""
    # The parts to correct in the declined application.
    wrong_parts: tuple[Part, ...] = ()

    def carried_pictures(self) -> tuple[KeptPicture, ...]:
        """The pictures of a declined application except the wrong ones."""
        return ()

    @abstractmethod
    def refuse(self) -> None:
        """Raise a DomainError if the applicant cannot apply any more."""

    @abstractmethod
    def defaults(self) -> dict[str, Any]:
        """Initial values of an empty form."""

    @abstractmethod
    def declare(self, values: Values, variant: Variant) -> Declaration:
        """The declaration made from valid values."""

    @abstractmethod
    def is_done(self, receipt: Mapping[str, str]) -> bool:
        """Whether the result of a submission is still valid."""

    @abstractmethod
    def hand_in(self, entries: Entries) -> dict[str, str]:
        """Carry out the application and return the result, as a receipt."""
