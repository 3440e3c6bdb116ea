"""The record of a patron."""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from dateutil.relativedelta import relativedelta
from enum import StrEnum
from ndl.registration.config import now
from ndl.registration.config import site_zone
from ndl.registration.patrons.email import email_digest
from ndl.registration.patrons.residence import Residence
from ndl.registration.settings import settings
from persistent import Persistent
from typing import Any


NAMES = ("family_name", "given_name", "family_kana", "given_kana")


class PatronClass(StrEnum):
    """The type of a registration (R44)."""

    SIMPLE = "simple"
    OFFICIAL = "official"


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


class Patron(Named, Persistent):
    """A person with a user ID; `password` is an argon2id hash.

    `phone` is in the form of E.164; it may be that of a FAX (R173). `title`
    goes before the name in English. Who has one name has no `given_name`, and
    residents of other countries have no kana. `extra` holds the fields that
    packages add, as texts; it is replaced, never changed.
    `birth_date` never changes after registration (R68). `valid_until` moves
    on with each login; afterwards the patron must register anew.
    """

    # The names of the services to whose terms the patron has agreed.
    consents: frozenset[str] = frozenset()
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
        self.user_id = user_id
        self.email = email
        self.password = password
        self.family_name = family_name
        self.given_name = given_name
        self.family_kana = family_kana
        self.given_kana = given_kana
        self._birth_date = birth_date
        self.residence = residence
        self.phone = phone
        self.phone_is_fax = phone_is_fax
        self.language = language
        self.title = title
        self.extra = dict(extra or {})
        self.terms_version = terms_version
        self.patron_class = PatronClass.SIMPLE
        self.notices: tuple[Any, ...] = ()
        self.registered_at: datetime = now()
        self.extend()

    @property
    def birth_date(self) -> date:
        """The date of birth, fixed at registration."""
        return self._birth_date

    @property
    def is_official(self) -> bool:
        """Whether the identity of the patron was verified."""
        return self.patron_class is PatronClass.OFFICIAL

    @property
    def is_expired(self) -> bool:
        """Whether the registration has run out."""
        return now().astimezone(site_zone()).date() > self.valid_until

    def extend(self) -> None:
        """Let the registration run for the full period from today."""
        today = now().astimezone(site_zone()).date()
        until = today + relativedelta(years=settings().validity_years)
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
