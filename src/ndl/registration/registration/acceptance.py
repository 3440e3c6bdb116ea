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
    """Add a new patron, and submit an application or look for duplicates."""
    get_directory().add(patron)
    audit(AuditTag.PATRON_REGISTERED, patron.user_id)
    if entries.is_official:
        lay_on_desk(patron, entries)
    else:
        note_suspect(patron)


def mail_acceptance(patron: Patron, mail: str, **values: Any) -> None:
    """Send the named mail, with the days until a decision, if there is an address.

    `values` are further values of the mail; its `name` is the addressee unless given
    in them. Raises MailNotConfigured.
    """
    if not patron.email:
        return
    values = {"name": patron.addressee, "days": told_days(), **values}
    send_mail(patron.email, mail, patron.language, **values)


def change_identity(patron: Patron, wanted: Person) -> None:
    """Set the names, address and added fields of the patron to those of `wanted`.

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
    """Submit an application to the desk and return its number, as a receipt.

    `wanted` are the new data that an official patron applies for. Raises what
    submit_application raises.
    """
    # Two parallel submissions must write the same object, so that they conflict.
    patron._p_changed = True
    shown = [kept.picture for kept in entries.pictures]
    application = submit_application(patron, shown, entries.kind, wanted)
    return {"application": application.getId()}
