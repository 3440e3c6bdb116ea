"""Official patrons ask for another name or address, with a document (R209)."""

from collections.abc import Mapping
from dataclasses import replace
from email.message import EmailMessage
from ndl.registration import _
from ndl.registration.account.change_data import IDENTITY
from ndl.registration.account.change_mails import change_mail
from ndl.registration.account.change_mails import tell_of_change
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.documents.vault import read_keys
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.mail.compose import send_mail
from ndl.registration.notices import add_notice
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import Person
from ndl.registration.registration.official import OfficialApplication
from ndl.registration.registration.steps import Aim
from ndl.registration.registration.steps import Entries
from ndl.registration.registration.submission import open_submission
from ndl.registration.registration.submission import Submission
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.duration import told_days
from ndl.registration.review.errors import ApplicationOpen
from ndl.registration.review.interfaces import IRegistrationApplication
from ndl.registration.review.queue import open_application_of
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import Step
from ndl.registration.review.submit import submit_application
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from zope.component import adapter


class ChangeAtOnce(DomainError):
    """The identity of the patron was never verified, so no document is needed."""

    code = Code.CHANGE_AT_ONCE
    message = _(
        "Simple registered users change their name and address at once, without an "
        "application."
    )


class NothingChanged(DomainError):
    """The application contains no change to the data on file."""

    code = Code.NOTHING_CHANGED
    message = _(
        "You have changed neither name nor address. Please enter what is to be changed."
    )


class ChangeApplication(OfficialApplication):
    """The way of an official patron to other data; the present ones hold meanwhile."""

    aim = Aim.CHANGE

    def correct(self, declined: RegistrationApplication) -> None:
        """Begin with what was applied for, not with what still holds."""
        super().correct(declined)
        wanted = Person.from_plain(dict(declined.declared or {}))
        self.known = Declaration.of(_with_identity(self.patron.person, wanted))

    def refuse(self) -> None:
        """Raise ChangeAtOnce or ApplicationOpen."""
        if not self.patron.is_official:
            raise ChangeAtOnce
        if open_application_of(self.patron.user_id) is not None:
            raise ApplicationOpen

    def hand_in(self, entries: Entries) -> dict[str, str]:
        """Lay the application on the desk.

        Raises NothingChanged, MailNotConfigured, PictureKeysInvalid.
        """
        wanted = _with_identity(self.patron.person, entries.declaration)
        if wanted == self.patron.person:
            raise NothingChanged
        read_keys()
        if self.patron.email:
            _mail_acceptance(self.patron)
        # Two parallel submissions must meet in one object to see each other.
        self.patron._p_changed = True
        shown = [kept.picture for kept in entries.pictures]
        made = submit_application(self.patron, shown, entries.kind, wanted)
        return {"application": made.getId()}


def open_change_application(patron: Patron, secret: str) -> Submission:
    """The application of a patron, also one that was just submitted.

    Raises ChangeAtOnce, ApplicationOpen.
    """
    return open_submission(ChangeApplication(patron, secret))


@adapter(IRegistrationApplication, IAfterTransitionEvent)
def apply_verified_change(
    application: RegistrationApplication, event: IAfterTransitionEvent
) -> None:
    """Apply a verified change to the patron's data.

    Telephone, language and title may have been changed meanwhile: they stay.
    """
    if event.transition is None or not application.is_change:
        return
    if meaning_of(event.transition.id) is not Step.VERIFY or not application.declared:
        return
    patron = get_directory()[application.patron_id]
    person, changed = _verified_change(patron, application.declared)
    tell_of_change(patron, person, changed)
    add_notice(patron, "change-verified", application=application.getId())
    get_directory().update(patron, person)
    audit(AuditTag.PATRON_IDENTITY_CHANGED, patron.user_id, fields=sorted(changed))


def preview_change(
    patron: Patron, application: RegistrationApplication
) -> EmailMessage | None:
    """The mail that a verified change would bring, if there is an address for it."""
    person, changed = _verified_change(patron, application.declared or {})
    return change_mail(patron, person, changed)


def _verified_change(
    patron: Patron, declared: Mapping[str, str]
) -> tuple[Person, frozenset[str]]:
    """The person as declared, and the fields that are other ones then."""
    person = _with_identity(patron.person, Person.from_plain(dict(declared)))
    changed = frozenset(n for n in IDENTITY if getattr(person, n) != getattr(patron, n))
    return person, changed


def _with_identity(person: Person, wanted: Person) -> Person:
    """The person with name, address and added fields of another value."""
    taken = {name: getattr(wanted, name) for name in IDENTITY}
    return replace(person, **taken)


def _mail_acceptance(patron: Patron) -> None:
    send_mail(
        patron.email,
        "change-accepted",
        patron.language,
        name=patron.addressee,
        days=told_days(),
    )
