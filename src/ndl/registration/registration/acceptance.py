"""Effects of a submission: patron, mail, declared identity, place on the desk."""

from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import Person
from ndl.registration.registration.steps import Entries
from ndl.registration.review.duration import told_days
from ndl.registration.review.submit import submit_application
from ndl.registration.review.suspects import note_suspect
from typing import Any


def register(patron: Patron, entries: Entries) -> None:
    """Put a new patron into the directory, and what is to be checked on the desk."""
    get_directory().add(patron)
    audit(AuditTag.PATRON_REGISTERED, patron.user_id)
    if entries.is_official:
        lay_on_desk(patron, entries)
    else:
        note_suspect(patron)


def mail_acceptance(patron: Patron, mail: str, **values: Any) -> None:
    """Mail the patron in how many days there is a decision, if there is an address.

    `values` are more values of the mail; its `name` is the addressee unless it is one
    of them. Raises MailNotConfigured.
    """
    if not patron.email:
        return
    values = {"name": patron.addressee, "days": told_days(), **values}
    send_mail(patron.email, mail, patron.language, **values)


def change_identity(patron: Patron, wanted: Person) -> None:
    """Give the patron the names, address and added fields of another value.

    The date of birth never changes (R68).
    """
    person = patron.person.with_identity(wanted)
    changed = person.changed_from(patron.person)
    if changed:
        get_directory().update(patron, person)
        fields = sorted(changed)
        audit(AuditTag.PATRON_IDENTITY_CHANGED, patron.user_id, fields=fields)


def lay_on_desk(
    patron: Patron, entries: Entries, wanted: Person | None = None
) -> dict[str, str]:
    """Lay an application on the desk and return its number, as a receipt.

    `wanted` are the data that an official patron wants to have. Raises what
    submit_application raises.
    """
    # Two parallel submissions must meet in one object to see each other.
    patron._p_changed = True
    shown = [kept.picture for kept in entries.pictures]
    application = submit_application(patron, shown, entries.kind, wanted)
    return {"application": application.getId()}
