"""Tables with rows from the add-on, from packages and from the library."""

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
    """Fields common to the rows of all tables, including those added by packages."""

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
        min=0,
        max=99_999,
    )


class Row(Protocol):
    """A row: a frozen dataclass, so that changes are copies."""

    @property
    def name(self) -> str:
        """The stored name."""

    @property
    def position(self) -> int:
        """The place in the list."""

    @property
    def offered(self) -> bool:
        """Whether the row can be chosen."""


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Table(Generic[R]):
    """A table: default rows, overridden by utilities, overridden by registry records.

    A package registers a named utility that provides `provides`. A manager, or a
    profile, sets records of the schema `record` below `prefix`. `words` are the text
    attributes, which records hold separately for each language.
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
        """The rows by name, as provided by the add-on and by packages."""
        found = {row.name: row for row in self.shipped}
        return found | {row.name: row for _name, row in getUtilitiesFor(self.provides)}

    def rows(self) -> dict[str, R]:
        """All rows by name, in order of position, including those not offered."""
        found = self.given()
        for name, record in self._records().items():
            found[name] = self._changed(found.get(name) or self.blank(name), record)
        return {row.name: row for row in sorted(found.values(), key=_position)}

    def offered(self) -> list[R]:
        """The rows that can be chosen, in order of position."""
        return [row for row in self.rows().values() if row.offered]

    def values_of(self, name: str) -> dict[str, Any]:
        """The row as values of `record`; texts that are not customized are empty."""
        row = self.given().get(name) or self.blank(name)
        found = {field: getattr(row, field, None) for field in self._fields()}
        record = self._records().get(name)
        if record is not None:
            # Values that the record leaves open come from the row.
            own = {field: getattr(record, field) for field in self._fields()}
            found.update((f, value) for f, value in own.items() if value is not None)
        return {field: _recorded(value) for field, value in found.items()}

    def keep(self, name: str) -> None:
        """Create the records of a row, with default values, unless they exist."""
        self._collection().setdefault(name)

    def change(self, name: str, values: Mapping[str, Any]) -> None:
        """Store values for a row; an unknown name creates a new row."""
        # Adding again creates records for fields of later versions; values stay.
        record = self._collection().add(name)
        for field in self._fields():
            value = values[field]
            is_text = isinstance(value, str)
            setattr(record, field, fold_lines(value) if is_text else value)

    def reset(self, name: str) -> None:
        """Restore the default values; a row added by the library is removed."""
        if name in self._records():
            del self._collection()[name]

    def is_changed(self, name: str) -> bool:
        """Whether the library has customized or added the row."""
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
    """Default rows with positions in the order given, with gaps between them."""
    return tuple(
        replace(row, position=10 * number)  # type: ignore[type-var]
        if row.position == DEFAULT_POSITION
        else row
        for number, row in enumerate(rows, start=1)
    )


def is_row_name(text: str) -> bool:
    """Whether the text is a valid name of a new row."""
    return bool(_NAME.fullmatch(text))


def _position(row: Row) -> int:
    return row.position


def _recorded(value: Any) -> Any:
    """Convert a row's value for the registry: a tuple becomes a list of texts."""
    return list(map(str, value)) if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    """Convert a registry value for a row: a list becomes a tuple."""
    return tuple(value) if isinstance(value, list) else value
