"""Reasons to decline an application (R124, R206): a vocabulary."""

from collections.abc import Iterable
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.custom.rows import IRow
from ndl.registration.custom.rows import numbered
from ndl.registration.custom.rows import Table
from ndl.registration.interfaces import IDeclineReason
from ndl.registration.review.parts import IMAGES
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import Part
from ndl.registration.settings import settings
from ndl.registration.settings.texts import is_line
from ndl.registration.settings.texts import LONGEST_LINE
from plone.autoform import directives
from typing import Any
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.component import queryUtility
from zope.component.hooks import getSite
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


VOCABULARY = "ndl.registration.DeclineReasons"


OMISSION = "omission"
DISCREPANCY = "discrepancy"
DOCUMENT = "document"
OTHER = "other"
NO_ANSWER = "no-answer"
# Texts for the mail, which never names the item that was wrong.
CATEGORIES = {
    OMISSION: _("an omission in required information"),
    DISCREPANCY: _(
        "a discrepancy between your identification documents and the "
        "information you have provided"
    ),
    DOCUMENT: _("an identification document that cannot be used"),
    OTHER: _("a condition of registration that is not met"),
}


class IReasonRow(IRow):
    """Fields of a reason that a library may set."""

    text_en = schema.TextLine(
        title=_("Reason in English"),
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    text_ja = schema.TextLine(
        title=_("Reason in Japanese"),
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    category = schema.Choice(
        title=_("What the email says of it"),
        vocabulary="ndl.registration.DeclineCategories",
        default=OTHER,
    )
    needs_text = schema.Bool(
        title=_("A note to the patron has to explain it"),
        default=False,
        required=False,
    )
    directives.widget("parts", CheckBoxFieldWidget)
    parts = schema.List(
        title=_("What the patron has to correct"),
        description=_(
            "Marked in the next application of a patron who was declined for this "
            "reason, unless the editor marks something else."
        ),
        value_type=schema.Choice(vocabulary="ndl.registration.ApplicationParts"),
        required=False,
    )


@implementer(IDeclineReason)
@dataclass(frozen=True)
class DeclineReason:
    """One reason, with its text for patrons.

    `category` is one of CATEGORIES, or its own text for the mail. `parts` are those
    that the patron has to correct.
    """

    name: str
    text: str
    category: str = OTHER
    position: int = 500
    offered: bool = True
    parts: tuple[Part, ...] = ()
    needs_text: bool = False

    @property
    def title(self) -> str:
        """Title of the reason, with the values of the settings."""
        return Message(self.text, mapping={"years": settings().minimum_age})


REASONS = numbered(
    DeclineReason("missing", _("Required information is missing."), OMISSION),
    DeclineReason(
        "no-name",
        _("The identification document does not show your name."),
        DOCUMENT,
        parts=(Part.FIRST_IMAGE,),
    ),
    DeclineReason(
        "no-birth-date",
        _("The identification document does not show your date of birth."),
        DOCUMENT,
        parts=(Part.FIRST_IMAGE,),
    ),
    DeclineReason(
        "no-address",
        _("The identification document does not show your current address."),
        DOCUMENT,
        parts=IMAGES,
    ),
    DeclineReason(
        "different",
        _("The information you have provided differs from the document."),
        DISCREPANCY,
        parts=(Part.NAME, Part.BIRTH_DATE, Part.ADDRESS),
    ),
    DeclineReason(
        "expired", _("The identification document has expired."), DOCUMENT, parts=IMAGES
    ),
    DeclineReason(
        "no-back",
        _("The back side of the identification document is missing."),
        OMISSION,
        parts=(Part.SECOND_IMAGE,),
    ),
    DeclineReason(
        "screenshot",
        _("The image is a screenshot or was copied from a screen."),
        DOCUMENT,
        parts=IMAGES,
    ),
    DeclineReason("unreadable", _("The image cannot be read."), DOCUMENT, parts=IMAGES),
    DeclineReason(
        "wrong-kind",
        _("This kind of identification document is not accepted."),
        DOCUMENT,
        parts=(Part.KIND, *IMAGES),
    ),
    DeclineReason(
        "work-address",
        _("The address is that of a workplace or a school."),
        DISCREPANCY,
        parts=(Part.ADDRESS,),
    ),
    DeclineReason("under-age", _("You are under ${years} years of age."), OTHER),
    DeclineReason("second-id", _("You already have another valid user ID."), OTHER),
    DeclineReason(
        NO_ANSWER,
        _("We have not received what we asked you for in time."),
        OMISSION,
    ),
    DeclineReason(
        "other",
        _("Other (please see the note)."),
        OTHER,
        position=900,
        needs_text=True,
    ),
)

REASON_TABLE: Table[DeclineReason] = Table(
    name="reasons",
    provides=IDeclineReason,
    record=IReasonRow,
    words=("text",),
    shipped=REASONS,
    blank=lambda name: DeclineReason(name, name),
)


def offered_reasons() -> dict[str, DeclineReason]:
    """The reasons that can be chosen, by name: those of the vocabulary."""
    known = REASON_TABLE.rows()
    factory = queryUtility(IVocabularyFactory, VOCABULARY, reasons_vocabulary)
    return {
        term.value: known.get(term.value) or DeclineReason(term.value, term.title)
        for term in factory(getSite())
    }


def known_reasons(values: Any) -> tuple[str, ...]:
    """The names among `values` that are reasons, in the order of the vocabulary."""
    if isinstance(values, str) or values is None:
        return ()
    chosen = set(values)
    return tuple(name for name in offered_reasons() if name in chosen)


def reason_titles(names: Iterable[str]) -> list[str]:
    """Titles of these reasons, also of those no longer offered."""
    known = offered_reasons() | REASON_TABLE.rows()
    return [known[name].title if name in known else name for name in names]


def parts_of(names: Iterable[str]) -> tuple[Part, ...]:
    """The parts to correct for these reasons."""
    known = offered_reasons() | REASON_TABLE.rows()
    found = [part for name in names if name in known for part in known[name].parts]
    return known_parts(found)


def need_note(names: Iterable[str]) -> bool:
    """Whether one of these reasons has to be explained by a note to the patron."""
    known = offered_reasons()
    return any(known[name].needs_text for name in names if name in known)


def categories(names: Iterable[str]) -> list[str]:
    """The categories of these reasons as mails name them, each once."""
    known = offered_reasons() | REASON_TABLE.rows()
    found = (known[name].category for name in names if name in known)
    return [CATEGORIES.get(name, name) for name in dict.fromkeys(found)]


@provider(IVocabularyFactory)
def reasons_vocabulary(context: object) -> SimpleVocabulary:
    """The reasons, as choices of a form."""
    return SimpleVocabulary(
        [
            SimpleTerm(reason.name, reason.name, reason.title)
            for reason in REASON_TABLE.offered()
        ]
    )


@provider(IVocabularyFactory)
def categories_vocabulary(context: object) -> SimpleVocabulary:
    """Categories that mails can name: shipped ones, and those of packages."""
    given = [reason.category for reason in REASON_TABLE.given().values()]
    names = dict.fromkeys([*CATEGORIES, *given])
    return SimpleVocabulary(
        [SimpleTerm(name, str(name), CATEGORIES.get(name, name)) for name in names]
    )
