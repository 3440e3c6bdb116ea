"""Two registrations of one person: one is kept, the other closed (R54, R152)."""

from ndl.registration import _
from ndl.registration.account.deregister import remove_patron
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.mail.compose import send_mail
from ndl.registration.notices.personal import add_notice
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.claims import check_free
from ndl.registration.review.indexing import index_applications_of
from ndl.registration.review.queue import open_application_of
from ndl.registration.review.suspects import check_pair


NOTICE_CLOSED = "duplicate-closed"


class OfficialKept(DomainError):
    """The user ID to close is official, the one to keep is simple."""

    code = Code.OFFICIAL_KEPT
    message = _(
        "The user ID that would be closed belongs to an official registration. Please "
        "keep that one, or verify the other one first."
    )


def keep_one(keep_id: str, close_id: str, seen: str) -> None:
    """Keep one user ID of a person, close the other, and inform the patron.

    No data are carried over; an open application of the closed ID is withdrawn.
    Raises what check_pair raises, OfficialKept, ClaimedByOther, MailNotConfigured.
    """
    keep, close = check_pair(keep_id, close_id, seen)
    if close.is_official and not keep.is_official:
        raise OfficialKept
    waiting = open_application_of(close_id)
    if waiting is not None:
        # Another editor may be about to decide on it.
        check_free(waiting)
    _tell(keep, close)
    audit(AuditTag.PATRONS_MERGED, keep_id, closed=close_id)
    remove_patron(close, AuditTag.PATRON_CLOSED)
    index_applications_of(keep_id)


def _tell(keep: Patron, close: Patron) -> None:
    """Inform both addresses; the mail about the closed ID names no other ID."""
    add_notice(keep, NOTICE_CLOSED, closed=close.user_id)
    if close.email:
        send_mail(
            close.email,
            "duplicate-closed",
            close.language,
            name=close.addressee,
            user_id=close.user_id,
        )
    if keep.email:
        send_mail(
            keep.email,
            "duplicate-kept",
            keep.language,
            name=keep.addressee,
            user_id=keep.user_id,
            closed=close.user_id,
        )
