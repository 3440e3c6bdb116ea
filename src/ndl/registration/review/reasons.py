"""Why an application is declined (R124, R206): a vocabulary."""

from dataclasses import dataclass
from enum import Enum
from ndl.registration import _
from ndl.registration.settings import settings
from zope.i18nmessageid import Message
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


class Category(Enum):
    """What the mail says; it never names the item that was wrong."""

    OMISSION = _("an omission in required information")
    DISCREPANCY = _(
        "a discrepancy between your identification documents and the "
        "information you have provided"
    )
    DOCUMENT = _("an identification document that cannot be used")
    OTHER = _("a condition of registration that is not met")


@dataclass(frozen=True)
class Reason:
    """One reason, as it is told to the patron in the portal."""

    name: str
    text: str
    category: Category

    @property
    def title(self) -> str:
        """The reason in words, with the figures of the settings."""
        return Message(self.text, mapping={"years": settings().minimum_age})


REASONS = (
    Reason("missing", _("Required information is missing."), Category.OMISSION),
    Reason(
        "no-name",
        _("The identification document does not show your name."),
        Category.DOCUMENT,
    ),
    Reason(
        "no-birth-date",
        _("The identification document does not show your date of birth."),
        Category.DOCUMENT,
    ),
    Reason(
        "no-address",
        _("The identification document does not show your current address."),
        Category.DOCUMENT,
    ),
    Reason(
        "different",
        _("The information you have provided differs from the document."),
        Category.DISCREPANCY,
    ),
    Reason("expired", _("The identification document has expired."), Category.DOCUMENT),
    Reason(
        "no-back",
        _("The back side of the identification document is missing."),
        Category.OMISSION,
    ),
    Reason(
        "screenshot",
        _("The image is a screenshot or was copied from a screen."),
        Category.DOCUMENT,
    ),
    Reason("unreadable", _("The image cannot be read."), Category.DOCUMENT),
    Reason(
        "wrong-kind",
        _("This kind of identification document is not accepted."),
        Category.DOCUMENT,
    ),
    Reason(
        "work-address",
        _("The address is that of a workplace or a school."),
        Category.DISCREPANCY,
    ),
    Reason("under-age", _("You are under ${years} years of age."), Category.OTHER),
    Reason("second-id", _("You already have another valid user ID."), Category.OTHER),
    Reason("other", _("Other (please see the note)."), Category.OTHER),
)
BY_NAME = {reason.name: reason for reason in REASONS}


def categories(names: tuple[str, ...]) -> list[Category]:
    """The categories of the named reasons, each once."""
    found = (BY_NAME[name].category for name in names if name in BY_NAME)
    return list(dict.fromkeys(found))


@provider(IVocabularyFactory)
def reasons_vocabulary(context: object) -> SimpleVocabulary:
    """The reasons, as choices of a form."""
    return SimpleVocabulary(
        [SimpleTerm(reason.name, reason.name, reason.title) for reason in REASONS]
    )
