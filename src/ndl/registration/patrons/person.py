"""The data of a person: one value type for patron, form and application."""

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
# Fields that are compared with an identity document, and the added fields.
IDENTITY = frozenset({*NAMES, "residence", "extra"})
_HOME = tuple(one.name for one in fields(Residence))
_YES = "yes"
# Prefix of the names of fields that packages add.
EXTRA = "extra."


class Named:
    """The names of a person as they are written out."""

    family_name: str
    given_name: str
    residence: Residence
    language: str
    title: str

    @property
    def full_name(self) -> str:
        """The full name; given name first, except with an address in Japanese form."""
        names = [self.family_name, self.given_name]
        return " ".join(
            names if self.residence.is_japanese else reversed(names)
        ).strip()

    @property
    def addressee(self) -> str:
        """The full name for the salutation of a mail; in English after the title."""
        title = self.title if self.language == "en" else ""
        return f"{title} {self.full_name}".strip()


@dataclass(frozen=True)
class Person(Named):
    """Names, birth date, residence, phone, language and title, in their stored form.

    `phone` is in E.164 format; it may be that of a FAX (R173). `title` precedes the
    name in English. Persons with only one name have no `given_name`, and residents of
    other countries have no kana. `extra` holds the fields that packages add, as texts;
    it is replaced, never mutated.
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
        """This person with the name, address and added fields of another person."""
        return replace(self, **{name: getattr(wanted, name) for name in IDENTITY})

    def changed_from(self, other: "Person") -> frozenset[str]:
        """The names of the fields in which the two differ."""
        return frozenset(n for n in FIELDS if getattr(self, n) != getattr(other, n))

    def to_plain(self) -> dict[str, Any]:
        """All fields as JSON-compatible values."""
        home = self.residence
        return {
            **{name: getattr(self, name) for name in _TEXTS},
            **{name: getattr(home, name) for name in _HOME},
            "birth_date": self.birth_date.isoformat(),
            "phone_is_fax": _YES if self.phone_is_fax else "",
            "extra": dict(self.extra),
        }

    def to_texts(self) -> dict[str, str]:
        """All fields as texts only, as applications store them."""
        plain = self.to_plain()
        extra = plain.pop("extra")
        return plain | {f"{EXTRA}{name}": text for name, text in extra.items()}

    def to_row(self) -> tuple[Any, ...]:
        """The values of `to_plain` in order, without empty values at the end."""
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
        """The person from `to_plain` or `to_texts`; missing values become empty."""
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
# The order of `to_plain`; new fields are added at the end.
_ROW = (*_TEXTS, *_HOME, "birth_date", "phone_is_fax", "extra")
