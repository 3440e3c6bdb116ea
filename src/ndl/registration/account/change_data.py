"""Changes of a patron's data that need no application (R3, R209)."""

from collections.abc import Collection
from ndl.registration import _
from ndl.registration.account.change_mails import tell_of_change
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronPhoneChanged
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import BirthDateFixed
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import FIELDS
from ndl.registration.patrons.person import IDENTITY
from ndl.registration.patrons.person import Person
from ndl.registration.review.errors import ApplicationOpen
from ndl.registration.review.queue import open_application_of
from ndl.registration.sealed import digest
from zope.event import notify

import json


LANGUAGE = frozenset({"language", "title"})
PHONE = frozenset({"phone", "phone_is_fax"})


class DocumentNeeded(DomainError):
    """A verified name or address changes only with an identification document."""

    code = Code.DOCUMENT_NEEDED
    message = _(
        "The name and address of an official registered user can be changed only with "
        "an identification document that shows the new ones. Please apply for the "
        "change on its own page."
    )


class StaleData(DomainError):
    """The data were changed after the form was shown."""

    code = Code.STALE_DATA
    message = _(
        "Your information has been changed since this page was opened, for example in "
        "another window. What you entered has been kept; nothing has been changed. "
        "Please check it and send it again."
    )


def open_fields(patron: Patron) -> frozenset[str]:
    """The fields that the patron can change now, without an application.

    While an application is open, name and address stay unchanged: the editor
    compares them with the document.
    """
    at_once = LANGUAGE | PHONE
    if patron.is_official or open_application_of(patron.user_id) is not None:
        return at_once
    return at_once | IDENTITY


def refuse_identity(patron: Patron) -> None:
    """Raise DocumentNeeded or ApplicationOpen if name and address cannot change now."""
    _refuse_closed(patron, IDENTITY)


def mark_of(patron: Patron, names: Collection[str] = FIELDS) -> str:
    """A fingerprint of these fields, to detect changes made meanwhile."""
    plain = patron.person.to_texts()
    shown = {n: t for n, t in plain.items() if _field_of(n) in names}
    return digest(json.dumps(shown, sort_keys=True))


def change_data(
    patron: Patron, person: Person, seen: str, names: Collection[str] = FIELDS
) -> frozenset[str]:
    """Change the patron's data and return the names of the changed fields.

    `seen` is the mark of the fields `names` when the patron saw them. A mail informs
    the patron, or a notice if there is no address. Raises StaleData, BirthDateFixed,
    DocumentNeeded, ApplicationOpen, MailNotConfigured; then nothing was changed.
    """
    if seen != mark_of(patron, names):
        raise StaleData
    changed = person.changed_from(patron.person)
    _refuse_closed(patron, changed)
    if not changed:
        return changed
    tell_of_change(patron, person, changed)
    get_directory().update(patron, person)
    audit(AuditTag.PATRON_INFORMATION_CHANGED, patron.user_id, fields=sorted(changed))
    if "phone" in changed:
        notify(PatronPhoneChanged(patron.user_id))
    return changed


def _refuse_closed(patron: Patron, changed: frozenset[str]) -> None:
    if "birth_date" in changed:
        raise BirthDateFixed
    if changed <= open_fields(patron):
        return
    raise DocumentNeeded if patron.is_official else ApplicationOpen


def _field_of(text: str) -> str:
    """The field of the person that a member of `Person.to_texts` belongs to."""
    name = text.partition(".")[0]
    return name if name in FIELDS else "residence"
