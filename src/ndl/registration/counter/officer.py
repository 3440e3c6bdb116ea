"""Permissions and checks of staff at the counter."""

from ndl.registration import _
from ndl.registration.documents.errors import KindMissing
from ndl.registration.documents.kinds import offered_kinds
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.own_patrons import is_about_me


class OwnAccount(DomainError):
    """Nobody acts on an own registration."""

    code = Code.OWN_ACCOUNT
    message = _("You cannot act on your own registration. Please ask a colleague.")


def refuse_own(patron: Patron) -> None:
    """Raise OwnAccount if the patron is the current user."""
    if is_about_me(patron):
        audit(AuditTag.COUNTER_REFUSED, patron.user_id)
        raise OwnAccount


def check_officer(patron: Patron, document: str) -> None:
    """Refuse an act for which the patron has to show an identity document.

    `document` is the name of the kind that was shown. Raises OwnAccount, KindMissing.
    """
    refuse_own(patron)
    check_document(document)


def check_document(document: str) -> None:
    """Raise KindMissing unless this is the name of a kind of document."""
    if document not in offered_kinds():
        raise KindMissing
