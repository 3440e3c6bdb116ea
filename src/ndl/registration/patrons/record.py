"""The record of a patron: its values, which are read only, and how they are stored."""

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
    """An address that the patron wants to have, until its mailed link is used.

    `secret` is the digest of what the newest link holds; `asked` is when.
    """

    address: str
    secret: str
    asked: int


def _of_person(name: str) -> Any:
    return property(lambda patron: getattr(patron.person, name))


class PatronRecord(Named, Persistent):
    """What is known of a patron; Patron and PatronDirectory change it."""

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
    # What most patrons do not have is stored for those who have it.
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
        """The record as stored: a million of them are kept, so names are left out."""
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
        """The user ID, which never changes."""
        return self._user_id

    @property
    def email(self) -> str:
        """The address, or an empty text; PatronDirectory.change_email changes it."""
        return self._email

    @property
    def person(self) -> Person:
        """Names, residence and so on; PatronDirectory.update changes them."""
        return self._person

    @property
    def password(self) -> str:
        """The argon2id hash of the password."""
        return self._password

    @property
    def initial_password_until(self) -> date | None:
        """The last day of a password that staff have given; None of any other."""
        return self._initial_password_until

    @property
    def terms_version(self) -> str:
        """The version of the terms that was accepted; empty before the first login."""
        return self._terms_version

    @property
    def patron_class(self) -> PatronClass:
        """The type of the registration."""
        return self._patron_class

    @property
    def registered_at(self) -> datetime:
        """The moment of the registration."""
        return self._registered_at

    @property
    def valid_until(self) -> date:
        """The last day of the registration; it moves on with each login."""
        return self._valid_until

    @property
    def expiry_mark(self) -> tuple[str, date] | None:
        """The last step before or after an expiry, and the day of that expiry."""
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
        """The notices from the portal, the newest first."""
        return self._notices

    @property
    def read_marks(self) -> frozenset[str]:
        """Which notices of staff were read, of those that are shown now."""
        return self._read_marks

    @property
    def distinct_from(self) -> frozenset[str]:
        """User IDs of those who are somebody else, however alike, as an editor saw."""
        return self._distinct_from

    @property
    def email_request(self) -> EmailRequest | None:
        """The address that the patron wants to have, while its link is open."""
        return self._email_request

    @property
    def former_emails(self) -> frozenset[str]:
        """The digests of former addresses; they are compared and never shown."""
        return self._former_emails


def _same(value: Any) -> Any:
    return value


# What each record holds, and how it is stored.
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
