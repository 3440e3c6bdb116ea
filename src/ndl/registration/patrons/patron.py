"""A patron, with the changes during the life of a registration."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from dateutil.relativedelta import relativedelta
from ndl.registration.clock import now
from ndl.registration.clock import today
from ndl.registration.patrons.email import email_digest
from ndl.registration.patrons.email import email_key
from ndl.registration.patrons.person import Person
from ndl.registration.patrons.record import EmailRequest
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.record import PatronRecord
from ndl.registration.patrons.residence import Residence
from ndl.registration.settings import settings
from typing import Any


# Limited, because the record of a patron is read at each request.
_MOST_NOTICES = 100


class Patron(PatronRecord):
    """A person with a user ID; values are read-only, and each change is a method.

    Indexed data is changed only through the directory. `birth_date` is never changed by
    the patron (R68), but staff can correct it from a document. After `valid_until` the
    patron must register anew.
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
        """Whether the registration is official, that is, the identity was verified."""
        return self._patron_class is PatronClass.OFFICIAL

    @property
    def is_expired(self) -> bool:
        """Whether the registration has expired."""
        return today() > self._valid_until

    @property
    def all_emails(self) -> frozenset[str]:
        """Digests of the present and all former addresses."""
        present = {email_digest(self.email)} if self.email else set()
        return self.former_emails | present

    def password_context(self) -> tuple[str, ...]:
        """Words that a new password must not be made of."""
        return (self.user_id, self.email, self.family_name, self.given_name)

    def change_class(self, patron_class: PatronClass) -> None:
        """Make the registration simple or official; card and consents stay."""
        self._patron_class = PatronClass(patron_class)

    def extend(self) -> None:
        """Extend the registration to the full period from today."""
        self.end_after(today() + relativedelta(years=settings().validity_years))

    def end_after(self, day: date) -> None:
        """Set the last day; a mark of another expiry becomes void."""
        if getattr(self, "_valid_until", None) != day:
            self._valid_until = day

    def mark_expiry(self, step: str) -> None:
        """Note a step before or after the expiry, for the current last day only."""
        self._expiry_mark = (step, self._valid_until)

    def set_password(self, hashed: str) -> None:
        """Store the hash of the patron's own password instead of any initial one."""
        self._password = hashed
        self._initial_password_until = None

    def set_initial_password(self, hashed: str, until: date) -> None:
        """Store the hash of a password known to staff, valid until that day."""
        self._password = hashed
        self._initial_password_until = until

    def renew_hash(self, hashed: str) -> None:
        """Store another hash of the same password; it stays initial if it was."""
        self._password = hashed

    def accept_terms(self, version: str) -> None:
        """Store the version of the terms that the patron accepts."""
        self._terms_version = version

    def give_consent(self, service_name: str, consent: object) -> None:
        """Store the consent to the terms of a service, replacing an older consent."""
        self._consents = {**self._consents, service_name: consent}

    def withdraw_consent(self, service_name: str) -> None:
        """Delete the consent to a service; consents to other services stay."""
        given = self._consents.items()
        self._consents = {name: one for name, one in given if name != service_name}

    def issue_card(self, number: str) -> None:
        """Store the number of the patron's only card, which Cards has recorded."""
        self._card = number

    def take_card(self) -> None:
        """Remove the card from the patron; Cards has blocked it."""
        self._card = ""

    def ask_for_email(self, request: EmailRequest) -> None:
        """Store the requested address; the link of an older request becomes void."""
        self._email_request = request

    def drop_email_request(self) -> None:
        """Void the open link; the address on file stays."""
        self._email_request = None

    def add_notice(self, notice: Any) -> None:
        """Put a notice first; the oldest is dropped beyond _MOST_NOTICES."""
        self._notices = (notice, *self._notices)[:_MOST_NOTICES]

    def mark_notices_read(self, marks: frozenset[str]) -> None:
        """Mark all notices as read; `marks` are those of the staff notices shown now.

        Writes nothing if there is no change.
        """
        if any(not notice.read for notice in self._notices):
            self._notices = tuple(replace(one, read=True) for one in self._notices)
        if self._read_marks != marks:
            self._read_marks = marks

    def tell_apart_from(self, user_id: str) -> None:
        """Mark the other patron as a distinct person, in this record only."""
        self._distinct_from |= {user_id}

    def _take_person(self, person: Person) -> None:
        """Replace the person; called by the directory, which updates its indexes."""
        self._person = person

    def _take_email(self, email: str) -> None:
        """Store an address, and the former as a digest; called by the directory."""
        if self._email and email_key(self._email) != email_key(email):
            self._former_emails |= {email_digest(self._email)}
        self._email = email
