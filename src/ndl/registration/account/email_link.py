"""The link that confirms a new email address: content, validity and errors."""

from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from ndl.registration import _
from ndl.registration.clock import is_over
from ndl.registration.clock import timestamp
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.login.sources import get_identity
from ndl.registration.login.sources import PATRONS
from ndl.registration.login.sources import source_of
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.record import EmailRequest
from ndl.registration.sealed import digest
from ndl.registration.sealed import LinkExpired
from ndl.registration.sealed import LinkInvalid
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal
from ndl.registration.sealed import unseal
from ndl.registration.settings import settings
from typing import Any

import secrets


class EmailSame(DomainError):
    """The new address is the one on file."""

    code = Code.EMAIL_SAME
    message = _("This is the email address that is registered already.")


class EmailLinkInvalid(DomainError):
    """The link was used, is void, or was not made by this portal."""

    code = Code.EMAIL_LINK_INVALID
    message = _(
        "This link is not valid: it was used already, or you have asked for another "
        "one or changed your password since it was sent. Your email address has not "
        "been changed by it."
    )


class EmailLinkExpired(DomainError):
    """The link is older than its lifetime."""

    code = Code.EMAIL_LINK_EXPIRED
    message = _(
        "This link has expired. Your email address has not been changed. Please ask "
        "for the change again."
    )


class EmailLinkForeign(DomainError):
    """The link was made for another patron."""

    code = Code.EMAIL_LINK_FOREIGN
    message = _(
        "This link belongs to another user ID than the one you are logged in with. "
        "Nothing has been changed. Please log in with the user ID for which the "
        "change was requested, and open the link again."
    )


@dataclass(frozen=True)
class PendingEmail:
    """An unconfirmed new address, and the time when its link expires."""

    address: str
    until: datetime


def new_link(patron: Patron, address: str) -> tuple[EmailRequest, str]:
    """The request to store, and the token of its link."""
    secret = secrets.token_urlsafe(16)
    data = {"user_id": patron.user_id, "secret": secret, "ground": _ground(patron)}
    request = EmailRequest(address, digest(secret), timestamp())
    return request, seal(Purpose.CHANGE_EMAIL, data)


def pending_email(patron: Patron) -> PendingEmail | None:
    """The unconfirmed address of the patron; None if there is none or it expired."""
    request, lifetime = patron.email_request, settings().email_change_lifetime
    if request is None or is_over(request.asked, lifetime):
        return None
    until = datetime.fromtimestamp(request.asked + lifetime, UTC)
    return PendingEmail(request.address, until)


def read_email_link(token: str) -> dict[str, Any]:
    """The content of a link of any patron.

    Raises EmailLinkExpired, EmailLinkInvalid.
    """
    try:
        return unseal(Purpose.CHANGE_EMAIL, token, settings().email_change_lifetime)
    except LinkExpired as error:
        raise EmailLinkExpired from error
    except LinkInvalid as error:
        raise EmailLinkInvalid from error


def open_email_link(patron: Patron, token: str) -> str:
    """The new address of a valid link of the patron.

    Raises EmailLinkExpired, EmailLinkForeign, EmailLinkInvalid.
    """
    try:
        return _open(patron, token)
    except DomainError as error:
        reason = error.code.value
        audit(AuditTag.PATRON_EMAIL_LINK_REFUSED, patron.user_id, reason=reason)
        raise


def _open(patron: Patron, token: str) -> str:
    data = read_email_link(token)
    if data["user_id"] != patron.user_id:
        raise EmailLinkForeign
    request = patron.email_request
    if request is None or request.secret != digest(data["secret"]):
        raise EmailLinkInvalid
    if data["ground"] != _ground(patron):
        raise EmailLinkInvalid
    return request.address


def _ground(patron: Patron) -> str:
    """Fingerprint of password and address: a change of either ends the link."""
    identity = get_identity(PATRONS, patron.user_id)
    if identity is None:
        raise UnknownPatron
    return source_of(identity).fingerprint(identity)
