"""The record of a patron."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import UTC
from dateutil.relativedelta import relativedelta
from enum import StrEnum
from ndl.registration.config import now
from ndl.registration.config import today
from ndl.registration.patrons.email import email_digest
from ndl.registration.patrons.person import Named
from ndl.registration.patrons.person import Person
from ndl.registration.patrons.residence import Residence
from ndl.registration.settings import settings
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


class Patron(Named, Persistent):
    """A person with a user ID; `password` is an argon2id hash.

    What the directory finds patrons by is changed through the directory alone.
    `birth_date` is never changed by the patron (R68); staff correct it with the
    document before them. `valid_until` moves on with each login; afterwards the
    patron must register anew.
    """

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

    # The consent to the terms of each service, by its name; replaced, never changed.
    consents: Mapping[str, Any] = MappingProxyType({})
    # Which notices of staff were read: those that are shown now, at the most.
    read_marks: frozenset[str] = frozenset()
    # Who was found to be somebody else, however alike: an editor has looked.
    distinct_from: frozenset[str] = frozenset()
    # The number of the registered user card; empty without one and while it is blocked.
    card: str = ""
    # The last day of a password that staff have given; None once the patron chose one.
    initial_password_until: date | None = None
    email_request: EmailRequest | None = None
    # The last step before or after an expiry, and the day of that expiry.
    expiry_mark: tuple[str, date] | None = None
    # Digests: they are compared and never shown.
    former_emails: frozenset[str] = frozenset()

    def __init__(
        self,
        *,
        user_id: str,
        email: str,
        password: str,
        family_name: str,
        given_name: str,
        family_kana: str,
        given_kana: str,
        birth_date: date,
        residence: Residence,
        phone: str,
        language: str,
        terms_version: str,
        phone_is_fax: bool = False,
        title: str = "",
        extra: Mapping[str, str] | None = None,
    ) -> None:
        self._user_id = user_id
        self._email = email
        self._person = Person(
            family_name=family_name,
            given_name=given_name,
            family_kana=family_kana,
            given_kana=given_kana,
            birth_date=birth_date,
            residence=residence,
            phone=phone,
            phone_is_fax=phone_is_fax,
            language=language,
            title=title,
            extra=dict(extra or {}),
        )
        self.password = password
        self.terms_version = terms_version
        self.patron_class = PatronClass.SIMPLE
        self.notices: tuple[Any, ...] = ()
        self.registered_at: datetime = now()
        self.extend()

    def __getstate__(self) -> tuple[Any, ...]:
        """The record as stored: a million of them are kept, so names are left out.

        What has its default is not stored.
        """
        state = dict(super().__getstate__())
        for name, value in _DEFAULTS.items():
            if state.get(name) == value:
                del state[name]
        kept = tuple(pack(state.pop(name)) for name, pack, _unpack in _STATE)
        return (*kept, state) if state else kept

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        """The reverse of `__getstate__`."""
        rest = state[len(_STATE)] if len(state) > len(_STATE) else {}
        packed = zip(_STATE, state, strict=False)
        known = {name: unpack(value) for (name, _pack, unpack), value in packed}
        super().__setstate__({**_DEFAULTS, **known, **rest})

    @property
    def user_id(self) -> str:
        """The user ID, which never changes."""
        return self._user_id

    @property
    def email(self) -> str:
        """The address; PatronDirectory.change_email changes it."""
        return self._email

    @property
    def person(self) -> Person:
        """Names, residence and so on; PatronDirectory.update changes them."""
        return self._person

    @property
    def is_official(self) -> bool:
        """Whether the identity of the patron was verified."""
        return self.patron_class is PatronClass.OFFICIAL

    @property
    def is_expired(self) -> bool:
        """Whether the registration has run out."""
        return today() > self.valid_until

    def extend(self) -> None:
        """Extend the registration to the full period from today."""
        until = today() + relativedelta(years=settings().validity_years)
        if getattr(self, "valid_until", None) != until:
            self.valid_until = until

    @property
    def all_emails(self) -> frozenset[str]:
        """The digests of the present and of all former addresses."""
        present = {email_digest(self.email)} if self.email else set()
        return self.former_emails | present

    def password_context(self) -> tuple[str, ...]:
        """The words that a new password must not be made of."""
        return (
            self.user_id,
            self.email,
            self.family_name,
            self.given_name,
        )


def _same(value: Any) -> Any:
    return value


# What each record holds, and how it is stored.
_STATE: tuple[tuple[str, Callable[[Any], Any], Callable[[Any], Any]], ...] = (
    ("_user_id", _same, _same),
    ("_email", _same, _same),
    ("_person", Person.to_row, Person.from_row),
    ("password", _same, _same),
    ("terms_version", _same, _same),
    ("patron_class", str, PatronClass),
    ("registered_at", datetime.timestamp, lambda at: datetime.fromtimestamp(at, UTC)),
    ("valid_until", date.toordinal, date.fromordinal),
)
_DEFAULTS: Mapping[str, Any] = {"notices": ()}
