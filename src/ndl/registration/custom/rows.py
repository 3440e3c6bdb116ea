"""Tables whose rows are shipped, registered by packages, or made by the library."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from ndl.registration import _
from ndl.registration.config import LANGUAGES
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.custom.words import own_message
from ndl.registration.folding import fold_lines
from plone.registry.interfaces import IRegistry
from plone.supermodel import model
from typing import Any
from typing import Generic
from typing import Protocol
from typing import TypeVar
from zope import schema
from zope.component import getUtilitiesFor
from zope.component import getUtility
from zope.component import queryUtility
from zope.interface.interface import InterfaceClass
from zope.schema import getFieldNames

import re


DEFAULT_POSITION = 500
_NAME = re.compile(r"[a-z][a-z0-9-]{0,49}")


class IRow(model.Schema):
    """Fields common to the rows of all tables; packages add rows by it, too."""

    offered = schema.Bool(
        title=_("Offered"),
        description=_("What is not offered any more is still shown where it was used."),
        default=True,
        required=False,
    )
    position = schema.Int(
        title=_("Position in the list"),
        description=_("The lowest number comes first."),
        default=DEFAULT_POSITION,
    )


class Row(Protocol):
    """Base of rows: a frozen dataclass, so that changes are copies."""

    @property
    def name(self) -> str:
        """The name that is stored."""

    @property
    def position(self) -> int:
        """The place in the list."""

    @property
    def offered(self) -> bool:
        """Whether it can be chosen."""


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Table(Generic[R]):
    """One table: what is shipped, over it utilities, over those registry records.

    A package registers a named utility that provides `provides`. A manager, or a
    profile, sets records of the schema `record` below `prefix`. `words` are the
    attributes that are texts: the records hold each once per language.
    """

    name: str
    provides: InterfaceClass
    record: InterfaceClass
    words: tuple[str, ...]
    shipped: tuple[R, ...]
    blank: Callable[[str], R]

    @property
    def prefix(self) -> str:
        """Prefix of the table's records in the registry."""
        return f"{SETTINGS_PREFIX}.{self.name}"

    def given(self) -> dict[str, R]:
        """The rows by name as the add-on and packages bring them."""
        found = {row.name: row for row in self.shipped}
        return found | {row.name: row for _name, row in getUtilitiesFor(self.provides)}

    def rows(self) -> dict[str, R]:
        """All rows by name, in their order, also those that are not offered."""
        found = self.given()
        for name, record in self._records().items():
            found[name] = self._changed(found.get(name) or self.blank(name), record)
        return {row.name: row for row in sorted(found.values(), key=_position)}

    def offered(self) -> list[R]:
        """The rows that can be chosen, in their order."""
        return [row for row in self.rows().values() if row.offered]

    def values_of(self, name: str) -> dict[str, Any]:
        """The row as the fields of `record`; words that are not own are empty."""
        row = self.given().get(name) or self.blank(name)
        found = {field: getattr(row, field, None) for field in self._fields()}
        record = self._records().get(name)
        if record is not None:
            # What the record leaves open, the row decides.
            own = {field: getattr(record, field) for field in self._fields()}
            found.update((f, value) for f, value in own.items() if value is not None)
        return {field: _recorded(value) for field, value in found.items()}

    def keep(self, name: str) -> None:
        """Create the records of a row, with their defaults, unless they exist."""
        self._collection().setdefault(name)

    def change(self, name: str, values: Mapping[str, Any]) -> None:
        """Keep own values of a row; a name that is not known makes a new row."""
        # Added anew, records also get the fields of later versions; values stay.
        record = self._collection().add(name)
        for field in self._fields():
            value = values[field]
            is_text = isinstance(value, str)
            setattr(record, field, fold_lines(value) if is_text else value)

    def reset(self, name: str) -> None:
        """Restore the shipped values; a row added by the library is removed."""
        if name in self._records():
            del self._collection()[name]

    def is_changed(self, name: str) -> bool:
        """Whether the library has values of its own for the row."""
        return name in self._records()

    def _changed(self, row: R, record: Any) -> R:
        given = {n: getattr(record, n) for n in self._fields() if hasattr(row, n)}
        values = {n: _frozen(value) for n, value in given.items() if value is not None}
        for word in self.words:
            own = [getattr(record, f"{word}_{language}") for language in LANGUAGES]
            if any(own):
                first = next(text for text in own if text)
                known = row.name in self.given()
                shipped = (getattr(row, word) if known else "") or first
                values[word] = own_message(f"{self.prefix}/{row.name}.{word}", shipped)
        return replace(row, **values)  # type: ignore[type-var]

    def _fields(self) -> list[str]:
        return getFieldNames(self.record)

    def _records(self) -> Mapping[str, Any]:
        if queryUtility(IRegistry) is None:
            return {}
        return self._collection()

    def _collection(self) -> Any:
        return getUtility(IRegistry).collectionOfInterface(
            self.record, check=False, prefix=self.prefix
        )


def numbered(*rows: R) -> tuple[R, ...]:
    """Shipped rows in the order in which they are written, with room between them."""
    return tuple(
        replace(row, position=10 * number)  # type: ignore[type-var]
        if row.position == DEFAULT_POSITION
        else row
        for number, row in enumerate(rows, start=1)
    )


def is_row_name(text: str) -> bool:
    """Whether a new row may be called so."""
    return bool(_NAME.fullmatch(text))


def _position(row: Row) -> int:
    return row.position


def _recorded(value: Any) -> Any:
    """Convert a value of a row for the registry: a text or a list of texts."""
    return list(map(str, value)) if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    """Convert a value of the registry for a row."""
    return tuple(value) if isinstance(value, list) else value
