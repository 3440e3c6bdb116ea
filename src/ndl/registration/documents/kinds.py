"""Kinds of identity documents (R106, R192), as a table, and their requirements."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.custom.rows import IRow
from ndl.registration.custom.rows import numbered
from ndl.registration.custom.rows import Table
from ndl.registration.documents.errors import BothSidesNeeded
from ndl.registration.documents.errors import KindMissing
from ndl.registration.documents.errors import NoPictures
from ndl.registration.documents.errors import TooManyPictures
from ndl.registration.errors import DomainError
from ndl.registration.interfaces import IDocumentKind
from ndl.registration.settings.texts import is_line
from ndl.registration.settings.texts import is_lines
from ndl.registration.settings.texts import LONGEST_LINE
from ndl.registration.settings.texts import LONGEST_TEXT
from zope import schema
from zope.component import queryUtility
from zope.component.hooks import getSite
from zope.interface import implementer
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


MOST_PICTURES = 2
OTHER = "other"
VOCABULARY = "ndl.registration.DocumentKinds"


class IKindRow(IRow):
    """Fields of a kind of document that the library can edit."""

    title_en = schema.TextLine(
        title=_("Title in English"),
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    title_ja = schema.TextLine(
        title=_("Title in Japanese"),
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    hint_en = schema.Text(
        title=_("Hint in English"),
        required=False,
        constraint=is_lines,
        max_length=LONGEST_TEXT,
    )
    hint_ja = schema.Text(
        title=_("Hint in Japanese"),
        required=False,
        constraint=is_lines,
        max_length=LONGEST_TEXT,
    )
    both_sides = schema.Bool(
        title=_("Both sides are needed"), default=False, required=False
    )


@implementer(IDocumentKind)
@dataclass(frozen=True)
class DocumentKind:
    """A kind of document; `both_sides` requires two pictures (R108, R195)."""

    name: str
    title: str
    hint: str = ""
    both_sides: bool = False
    position: int = 500
    offered: bool = True


KINDS = numbered(
    DocumentKind(
        "individual-number-card",
        _("Individual Number Card (My Number Card)"),
        _("The side that shows your name, date of birth and address."),
    ),
    DocumentKind(
        "drivers-license",
        _("Driver's license"),
        _("Please be sure to upload both sides. The back is checked as well."),
        both_sides=True,
    ),
    DocumentKind(
        "health-insurance-card",
        _("Health insurance card"),
        _("If your latest address is shown only on the back, both sides."),
    ),
    DocumentKind(
        "passport",
        _("Passport"),
        _(
            "The page with your name and date of birth. If your address is on "
            "another page, that page too."
        ),
    ),
    DocumentKind(
        "student-id",
        _("Student ID card"),
        _("It must show your date of birth and home address, if need be on the back."),
    ),
    DocumentKind(
        OTHER,
        _("Other proof of identity"),
        _(
            "A valid document of a public institution that shows your name, date of "
            "birth and current address, for example a residence card."
        ),
        position=900,
    ),
)

KIND_TABLE: Table[DocumentKind] = Table(
    name="kinds",
    provides=IDocumentKind,
    record=IKindRow,
    words=("title", "hint"),
    shipped=KINDS,
    blank=lambda name: DocumentKind(name, name),
)


def offered_kinds() -> dict[str, DocumentKind]:
    """The kinds that can be chosen, by name, from the vocabulary."""
    known = KIND_TABLE.rows()
    factory = queryUtility(IVocabularyFactory, VOCABULARY, kinds_vocabulary)
    return {
        term.value: known.get(term.value)
        or DocumentKind(term.value, term.title or term.value)
        for term in factory(getSite())
    }


def kind_title(name: str | None) -> str:
    """Title of a kind, including kinds no longer offered; the name if it is unknown."""
    kind = KIND_TABLE.rows().get(name or "") or offered_kinds().get(name or "")
    return kind.title if kind else name or ""


def find_faults(kind: str, pictures: int) -> list[DomainError]:
    """Validation errors for a document of this kind with this number of pictures.

    The errors are KindMissing, NoPictures, BothSidesNeeded and TooManyPictures.
    """
    faults: list[DomainError] = []
    known = offered_kinds().get(kind)
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
    """Raise the first error of `find_faults`, if any."""
    for fault in find_faults(kind, pictures):
        raise fault


@provider(IVocabularyFactory)
def kinds_vocabulary(context: object) -> SimpleVocabulary:
    """The offered kinds, as choices of a form."""
    return SimpleVocabulary(
        [SimpleTerm(kind.name, kind.name, kind.title) for kind in KIND_TABLE.offered()]
    )
