"""A patron: what happens to a registration in its life."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from dateutil.relativedelta import relativedelta
from ndl.registration.config import now
from ndl.registration.config import today
from ndl.registration.patrons.email import email_digest
from ndl.registration.patrons.email import email_key
from ndl.registration.patrons.person import Person
from ndl.registration.patrons.record import EmailRequest
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.record import PatronRecord
from ndl.registration.patrons.residence import Residence
from ndl.registration.settings import settings
from typing import Any


# The record of a patron is read at each request.
_MOST_NOTICES = 100


class Patron(PatronRecord):
    """A person with a user ID; each change is a method, its values are read only.

    What the directory finds patrons by is changed through the directory alone.
    `birth_date` is never changed by the patron (R68); staff correct it with the
    document before them. After `valid_until` the patron must register anew.
    """

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
        self._password = password
        self._terms_version = terms_version
        self._patron_class = PatronClass.SIMPLE
        self._registered_at = now()
        self.extend()

    @property
    def is_official(self) -> bool:
        """Whether the identity of the patron was verified."""
        return self._patron_class is PatronClass.OFFICIAL

    @property
    def is_expired(self) -> bool:
        """Whether the registration has run out."""
        return today() > self._valid_until

    @property
    def all_emails(self) -> frozenset[str]:
        """The digests of the present and of all former addresses."""
        present = {email_digest(self.email)} if self.email else set()
        return self.former_emails | present

    def password_context(self) -> tuple[str, ...]:
        """The words that a new password must not be made of."""
        return (self.user_id, self.email, self.family_name, self.given_name)

    def change_class(self, patron_class: PatronClass) -> None:
        """Make the registration simple or official; card and consents stay."""
        self._patron_class = PatronClass(patron_class)

    def extend(self) -> None:
        """Extend the registration to the full period from today."""
        self.end_after(today() + relativedelta(years=settings().validity_years))

    def end_after(self, day: date) -> None:
        """Make this the last day; the marks of another expiry count no more."""
        if getattr(self, "_valid_until", None) != day:
            self._valid_until = day

    def mark_expiry(self, step: str) -> None:
        """Note a step before or after the expiry, for the present last day alone."""
        self._expiry_mark = (step, self._valid_until)

    def set_password(self, hashed: str) -> None:
        """Keep the hash of the patron's own password; an initial one is over."""
        self._password = hashed
        self._initial_password_until = None

    def set_initial_password(self, hashed: str, until: date) -> None:
        """Keep the hash of a password that staff know; it is changed by that day."""
        self._password = hashed
        self._initial_password_until = until

    def renew_hash(self, hashed: str) -> None:
        """Keep another hash of the same password, which stays initial if it was."""
        self._password = hashed

    def accept_terms(self, version: str) -> None:
        """Note the version of the terms that the patron agrees to."""
        self._terms_version = version

    def give_consent(self, service_name: str, consent: object) -> None:
        """Keep the consent to the terms of a service, in place of an older one."""
        self._consents = {**self._consents, service_name: consent}

    def withdraw_consent(self, service_name: str) -> None:
        """Forget the consent; those to other services stay."""
        given = self._consents.items()
        self._consents = {name: one for name, one in given if name != service_name}

    def issue_card(self, number: str) -> None:
        """Note the number of the only card; the book of cards knows it already."""
        self._card = number

    def take_card(self) -> None:
        """Leave the patron without a card; the book of cards has blocked it."""
        self._card = ""

    def ask_for_email(self, request: EmailRequest) -> None:
        """Keep the address that is wanted; the link of an older request is void."""
        self._email_request = request

    def drop_email_request(self) -> None:
        """Make the open link void; the address on file stays."""
        self._email_request = None

    def add_notice(self, notice: Any) -> None:
        """Put a notice before the others; beyond a hundred the oldest is dropped."""
        self._notices = (notice, *self._notices)[:_MOST_NOTICES]

    def mark_notices_read(self, marks: frozenset[str]) -> None:
        """Note that all notices were read; `marks` are those of staff, shown now.

        Nothing is written if nothing is new.
        """
        if any(not notice.read for notice in self._notices):
            self._notices = tuple(replace(one, read=True) for one in self._notices)
        if self._read_marks != marks:
            self._read_marks = marks

    def tell_apart_from(self, user_id: str) -> None:
        """Note that this is somebody else; the other one's record says so as well."""
        self._distinct_from |= {user_id}

    def _take_person(self, person: Person) -> None:
        """Replace the person, for the directory, whose indexes change with it."""
        self._person = person

    def _take_email(self, email: str) -> None:
        """Put an address on file, for the directory; the former one stays a digest."""
        if self._email and email_key(self._email) != email_key(email):
            self._former_emails |= {email_digest(self._email)}
        self._email = email
