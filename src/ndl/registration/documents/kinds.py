"""Kinds of identity documents (R106, R192): a vocabulary, and what each asks for."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.documents.errors import BothSidesNeeded
from ndl.registration.documents.errors import KindMissing
from ndl.registration.documents.errors import NoPictures
from ndl.registration.documents.errors import TooManyPictures
from ndl.registration.errors import DomainError
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


MOST_PICTURES = 2
OTHER = "other"


@dataclass(frozen=True)
class Kind:
    """A kind of document; `both_sides` asks for two pictures (R108, R195)."""

    name: str
    title: str
    hint: str
    both_sides: bool = False


KINDS = (
    Kind(
        "individual-number-card",
        _("Individual Number Card (My Number Card)"),
        _("The side that shows your name, date of birth and address."),
    ),
    Kind(
        "drivers-license",
        _("Driver's license"),
        _("Please be sure to upload both sides. The back is checked as well."),
        both_sides=True,
    ),
    Kind(
        "health-insurance-card",
        _("Health insurance card"),
        _("If your latest address is shown only on the back, both sides."),
    ),
    Kind(
        "passport",
        _("Passport"),
        _(
            "The page with your name and date of birth. If your address is on "
            "another page, that page too."
        ),
    ),
    Kind(
        "student-id",
        _("Student ID card"),
        _("It must show your date of birth and home address, if need be on the back."),
    ),
    Kind(
        OTHER,
        _("Other proof of identity"),
        _(
            "A valid document of a public institution that shows your name, date of "
            "birth and current address, for example a residence card."
        ),
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}


def find_faults(kind: str, pictures: int) -> list[DomainError]:
    """What is wrong with so many pictures of a kind of document.

    Of the errors KindMissing, NoPictures, BothSidesNeeded, TooManyPictures.
    """
    faults: list[DomainError] = []
    known = BY_NAME.get(kind)
    if known is None:
        faults.append(KindMissing())
    if not pictures:
        faults.append(NoPictures())
    elif known is not None and known.both_sides and pictures < MOST_PICTURES:
        faults.append(BothSidesNeeded())
    if pictures > MOST_PICTURES:
        faults.append(TooManyPictures())
    return faults


def check_documents(kind: str, pictures: int) -> None:
    """Raise the first of the faults that there are."""
    for fault in find_faults(kind, pictures):
        raise fault


@provider(IVocabularyFactory)
def kinds_vocabulary(context: object) -> SimpleVocabulary:
    """The kinds, as choices of a form."""
    return SimpleVocabulary(
        [SimpleTerm(kind.name, kind.name, kind.title) for kind in KINDS]
    )
