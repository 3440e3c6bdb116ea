"""The record of a patron: its read-only values and their storage format."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import UTC
from enum import StrEnum
from ndl.registration.patrons.person import Named
from ndl.registration.patrons.person import Person
from persistent import Persistent
from types import MappingProxyType
from typing import Any


class PatronClass(StrEnum):
    """The type of a registration (R44)."""

    SIMPLE = "simple"
    OFFICIAL = "official"


@dataclass(frozen=True)
class EmailRequest:
    """An address that the patron asked for, until its mailed link is used.

    `secret` is the digest of the secret in the newest link; `asked` is the time of the
    request in seconds since the epoch.
    """

    address: str
    secret: str
    asked: int


def _of_person(name: str) -> Any:
    return property(lambda patron: getattr(patron.person, name))


class PatronRecord(Named, Persistent):
    """The stored data of a patron; Patron and PatronDirectory change it."""

    family_name = _of_person("family_name")
    given_name = _of_person("given_name")
    family_kana = _of_person("family_kana")
    given_kana = _of_person("given_kana")
    birth_date = _of_person("birth_date")
    residence = _of_person("residence")
    phone = _of_person("phone")
    phone_is_fax = _of_person("phone_is_fax")
    language = _of_person("language")
    title = _of_person("title")
    extra = _of_person("extra")

    _user_id: str
    _email: str
    _person: Person
    _password: str
    _terms_version: str
    _patron_class: PatronClass
    _registered_at: datetime
    _valid_until: date
    # Values that most patrons lack are class defaults, stored only where they differ.
    _consents: Mapping[str, Any] = MappingProxyType({})
    _notices: tuple[Any, ...] = ()
    _read_marks: frozenset[str] = frozenset()
    _distinct_from: frozenset[str] = frozenset()
    _card: str = ""
    _initial_password_until: date | None = None
    _email_request: EmailRequest | None = None
    _expiry_mark: tuple[str, date] | None = None
    _former_emails: frozenset[str] = frozenset()

    def __getstate__(self) -> tuple[Any, ...]:
        """The record as a tuple: without names it stays small for a million patrons."""
        state = dict(super().__getstate__())
        kept = tuple(pack(state.pop(name)) for name, pack, _unpack in _STATE)
        return (*kept, state) if state else kept

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        """The reverse of `__getstate__`."""
        rest = state[len(_STATE)] if len(state) > len(_STATE) else {}
        packed = zip(_STATE, state, strict=False)
        known = {name: unpack(value) for (name, _pack, unpack), value in packed}
        super().__setstate__({**known, **rest})

    @property
    def user_id(self) -> str:
        """The user ID, which is fixed."""
        return self._user_id

    @property
    def email(self) -> str:
        """The address, or empty; PatronDirectory.change_email changes it."""
        return self._email

    @property
    def person(self) -> Person:
        """Names, residence and other data; PatronDirectory.update changes them."""
        return self._person

    @property
    def password(self) -> str:
        """The argon2id hash of the password."""
        return self._password

    @property
    def initial_password_until(self) -> date | None:
        """The last day of a password given by staff; None for any other password."""
        return self._initial_password_until

    @property
    def terms_version(self) -> str:
        """The accepted version of the terms; empty before the first login."""
        return self._terms_version

    @property
    def patron_class(self) -> PatronClass:
        """The type of the registration."""
        return self._patron_class

    @property
    def registered_at(self) -> datetime:
        """Date and time of the registration."""
        return self._registered_at

    @property
    def valid_until(self) -> date:
        """The last day of the registration; each login extends it."""
        return self._valid_until

    @property
    def expiry_mark(self) -> tuple[str, date] | None:
        """The last step taken for an expiry, and the day of that expiry."""
        return self._expiry_mark

    @property
    def card(self) -> str:
        """The number of the registered user card; empty without one, or if blocked."""
        return self._card

    @property
    def consents(self) -> Mapping[str, Any]:
        """The consent to the terms of each service, by its name."""
        return MappingProxyType(self._consents)

    @property
    def notices(self) -> tuple[Any, ...]:
        """The notices from the portal, newest first."""
        return self._notices

    @property
    def read_marks(self) -> frozenset[str]:
        """Marks of the notices from staff that were read; only of those still shown."""
        return self._read_marks

    @property
    def distinct_from(self) -> frozenset[str]:
        """User IDs of similar patrons whom an editor found to be distinct persons."""
        return self._distinct_from

    @property
    def email_request(self) -> EmailRequest | None:
        """The address that the patron asked for, while its link is open, or None."""
        return self._email_request

    @property
    def former_emails(self) -> frozenset[str]:
        """Digests of former addresses, for comparison only."""
        return self._former_emails


def _same(value: Any) -> Any:
    return value


# Attributes of every record, with the functions to store and to load each.
_STATE: tuple[tuple[str, Callable[[Any], Any], Callable[[Any], Any]], ...] = (
    ("_user_id", _same, _same),
    ("_email", _same, _same),
    ("_person", Person.to_row, Person.from_row),
    ("_password", _same, _same),
    ("_terms_version", _same, _same),
    ("_patron_class", str, PatronClass),
    ("_registered_at", datetime.timestamp, lambda at: datetime.fromtimestamp(at, UTC)),
    ("_valid_until", date.toordinal, date.fromordinal),
)
