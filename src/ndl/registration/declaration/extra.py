"""Fields that packages add to the form of a person."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from ndl.registration import _
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.interfaces import IPersonFields
from typing import Any
from zope.component import getUtilitiesFor
from zope.component import getUtility
from zope.component.hooks import getSite
from zope.interface import implementer
from zope.interface.interface import InterfaceClass
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IField
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText
from zope.schema.interfaces import IVocabularyFactory


# Sections of the form; fields in "application" are shown beside the document.
SECTIONS = ("name", "address", "contact", "application")
_KINDS = (IText, IBool, IInt, IDate, IChoice)
_YES = "yes"


@implementer(IPersonFields)
@dataclass(frozen=True)
class PersonFields:
    """The fields of a schema, in a section of a form or on a step of their own.

    They may be texts, numbers, dates, check boxes and choices. Raises ValueError for
    other fields, which could not be stored. `step` is the name of a step added by the
    same package; `section` is ignored then.
    """

    schema: InterfaceClass
    section: str = "contact"
    lives_in: frozenset[LivesIn] = frozenset(LivesIn)
    step: str = ""

    @property
    def place(self) -> str:
        """The section or step that shows the fields."""
        return self.step or self.section

    def __post_init__(self) -> None:
        if self.section not in SECTIONS:
            raise ValueError(self.section)
        for name, field in getFieldsInOrder(self.schema):
            if not any(kind.providedBy(field) for kind in _KINDS):
                raise ValueError(f"{name}: {type(field).__name__} is not supported")


def person_fields(
    places: Iterable[str] | None = None, lives_in: LivesIn | None = None
) -> list[PersonFields]:
    """Fields that packages have registered for these places, sorted by name.

    None means all places, or residents of all countries.
    """
    return [
        one
        for _name, one in sorted(getUtilitiesFor(IPersonFields))
        if (places is None or one.place in places)
        and (lives_in is None or lives_in in one.lives_in)
    ]


def added_fields() -> dict[str, IField]:
    """All added fields by name."""
    return {
        name: field
        for one in person_fields()
        for name, field in getFieldsInOrder(one.schema)
    }


def write_extra(values: Mapping[str, Any]) -> dict[str, str]:
    """The added fields among the values of a form, as texts to store."""
    known = added_fields()
    texts = {n: _to_text(known[n], values[n]) for n in known if n in values}
    return {name: text for name, text in texts.items() if text}


def read_extra(extra: Mapping[str, str]) -> dict[str, Any]:
    """Form values from stored texts; texts that no longer fit a field are left out."""
    found = {}
    for name, field in added_fields().items():
        if name in extra:
            value = _from_text(field, extra[name])
            if value is not None:
                found[name] = value
    return found


def show_extra(extra: Mapping[str, str]) -> list[tuple[str, Any]]:
    """Labels and values of the stored fields; dates unchanged, others as text."""
    values, known = read_extra(extra), added_fields()
    return [(known[name].title, _shown(known[name], values[name])) for name in values]


def _to_text(field: IField, value: Any) -> str:
    if value is None or value is False:
        return ""
    if IBool.providedBy(field):
        return _YES
    if IDate.providedBy(field):
        return value.isoformat()
    if IChoice.providedBy(field):
        return _terms(field).getTerm(value).token
    return str(value)


def _from_text(field: IField, text: str) -> Any:
    try:
        if IBool.providedBy(field):
            return text == _YES
        if IDate.providedBy(field):
            return date.fromisoformat(text)
        if IChoice.providedBy(field):
            return _terms(field).getTermByToken(text).value
        return int(text) if IInt.providedBy(field) else text
    except (LookupError, ValueError):
        return None


def _shown(field: IField, value: Any) -> Any:
    if IBool.providedBy(field):
        return _("Yes")
    if IChoice.providedBy(field):
        return _terms(field).getTerm(value).title or value
    return value if IDate.providedBy(field) else str(value)


def _terms(field: Any) -> Any:
    bound = field.bind(getSite())
    if bound.vocabulary is not None:
        return bound.vocabulary
    return getUtility(IVocabularyFactory, field.vocabularyName)(getSite())
