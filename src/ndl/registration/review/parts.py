"""Parts of an application that a patron may have to correct (R124-R127)."""

from collections.abc import Iterable
from enum import StrEnum
from ndl.registration import _
from ndl.registration.patrons.person import NAMES
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


class Part(StrEnum):
    """A part of an application that an editor or a reason can mark as wrong."""

    NAME = "name"
    BIRTH_DATE = "birth-date"
    ADDRESS = "address"
    KIND = "kind"
    FIRST_IMAGE = "first-image"
    SECOND_IMAGE = "second-image"


TITLES = {
    Part.NAME: _("Name"),
    Part.BIRTH_DATE: _("Date of birth"),
    Part.ADDRESS: _("Address"),
    Part.KIND: _("Type of identification document"),
    Part.FIRST_IMAGE: _("First image of the identification document"),
    Part.SECOND_IMAGE: _("Second image of the identification document"),
}
IMAGES = (Part.FIRST_IMAGE, Part.SECOND_IMAGE)
# The fields of the forms in which a part is declared.
FIELDS = {
    Part.NAME: NAMES,
    Part.BIRTH_DATE: ("birth_date",),
    Part.ADDRESS: ("country", "postal_code", "region", "city", "street", "building"),
}


def known_parts(names: object) -> tuple[Part, ...]:
    """The parts with these names, in the order of Part; other names are dropped."""
    if isinstance(names, str) or not isinstance(names, Iterable):
        return ()
    given = set(map(str, names))
    return tuple(part for part in Part if part in given)


def fields_of_parts(parts: Iterable[str]) -> frozenset[str]:
    """The fields of the forms in which these parts are declared."""
    return frozenset(f for part in known_parts(parts) for f in FIELDS.get(part, ()))


@provider(IVocabularyFactory)
def parts_vocabulary(context: object) -> SimpleVocabulary:
    """The parts that a reason to decline can mark."""
    return SimpleVocabulary(
        [SimpleTerm(part.value, part.value, TITLES[part]) for part in Part]
    )
