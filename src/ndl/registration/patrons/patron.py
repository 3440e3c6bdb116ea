"""The record of a patron."""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from dateutil.relativedelta import relativedelta
from enum import StrEnum
from ndl.registration.config import now
from ndl.registration.config import site_zone
from ndl.registration.patrons.email import email_digest
from ndl.registration.patrons.person import Named
from ndl.registration.patrons.person import Person
from ndl.registration.patrons.residence import Residence
from ndl.registration.settings import settings
from persistent import Persistent
from typing import Any


class PatronClass(StrEnum):
    """The type of a registration (R44)."""

    SIMPLE = "simple"
    OFFICIAL = "official"


def _of_person(name: str) -> Any:
    return property(lambda patron: getattr(patron.person, name))


class Patron(Named, Persistent):
    """A person with a user ID; `password` is an argon2id hash.

    What the directory finds patrons by is changed through the directory alone.
    `birth_date` never changes after registration (R68). `valid_until` moves
    on with each login; afterwards the patron must register anew.
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
