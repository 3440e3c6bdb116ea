"""The data of a person: one value for patron, form and application."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from dataclasses import replace
from datetime import date
from ndl.registration.patrons.residence import Residence
from typing import Any
from typing import Self


NAMES = ("family_name", "given_name", "family_kana", "given_kana")
# What an identity document shows, and what was asked beside it.
IDENTITY = frozenset({*NAMES, "residence", "extra"})
_HOME = tuple(one.name for one in fields(Residence))
_YES = "yes"
# Before the names of fields that packages add.
EXTRA = "extra."


class Named:
    """A person's names as they are written out."""

    family_name: str
    given_name: str
    residence: Residence
    language: str
    title: str

    @property
    def full_name(self) -> str:
        """The whole name; abroad the given name comes first."""
        names = [self.family_name, self.given_name]
        return " ".join(
            names if self.residence.is_japanese else reversed(names)
        ).strip()

    @property
    def addressee(self) -> str:
        """The whole name as a mail begins with it, in English after the title."""
        title = self.title if self.language == "en" else ""
        return f"{title} {self.full_name}".strip()


@dataclass(frozen=True)
class Person(Named):
    """Names, birth, residence, phone, language and title, in the form to be stored.

    `phone` is in the form of E.164; it may be that of a FAX (R173). `title`
    goes before the name in English. Who has one name has no `given_name`, and
    residents of other countries have no kana. `extra` holds the fields that
    packages add, as texts; it is replaced, never changed.
    """

    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    birth_date: date
    residence: Residence
    phone: str
    language: str
    phone_is_fax: bool = False
    title: str = ""
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)

    def with_identity(self, wanted: "Person") -> "Person":
        """This person with the name, address and added fields of another value."""
        return replace(self, **{name: getattr(wanted, name) for name in IDENTITY})

    def changed_from(self, other: "Person") -> frozenset[str]:
        """The names of the fields in which the two differ."""
        return frozenset(n for n in FIELDS if getattr(self, n) != getattr(other, n))

    def to_plain(self) -> dict[str, Any]:
        """All of it in types that JSON knows."""
        home = self.residence
        return {
            **{name: getattr(self, name) for name in _TEXTS},
            **{name: getattr(home, name) for name in _HOME},
            "birth_date": self.birth_date.isoformat(),
            "phone_is_fax": _YES if self.phone_is_fax else "",
            "extra": dict(self.extra),
        }

    def to_texts(self) -> dict[str, str]:
        """The same, with texts alone, as applications hold it."""
        plain = self.to_plain()
        extra = plain.pop("extra")
        return plain | {f"{EXTRA}{name}": text for name, text in extra.items()}

    def to_row(self) -> tuple[Any, ...]:
        """The values of `to_plain` in their order, up to the last that is not empty."""
        values = list(self.to_plain().values())
        while values and not values[-1]:
            values.pop()
        return tuple(values)

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> Self:
        """The reverse of `to_row`."""
        return cls.from_plain(dict(zip(_ROW, row, strict=False)))

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The reverse of both; what is missing is empty."""
        extra = {
            name.removeprefix(EXTRA): text
            for name, text in plain.items()
            if name.startswith(EXTRA)
        }
        return cls(
            **{name: plain.get(name, "") for name in _TEXTS},
            residence=Residence(**{name: plain.get(name, "") for name in _HOME}),
            birth_date=date.fromisoformat(plain["birth_date"]),
            phone_is_fax=plain.get("phone_is_fax") == _YES,
            extra={**plain.get("extra", {}), **extra},
        )


FIELDS = tuple(one.name for one in fields(Person))
_TEXTS = (*NAMES, "phone", "language", "title")
# The order of `to_plain`; later ones are added at the end.
_ROW = (*_TEXTS, *_HOME, "birth_date", "phone_is_fax", "extra")
