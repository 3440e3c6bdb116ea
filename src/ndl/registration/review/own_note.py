"""The internal note of the editors on an application."""

from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import fold_lines
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.errors import StalePage
from ndl.registration.review.indexing import index_application
from ndl.registration.review.recusals import check_interest
from ndl.registration.review.rules import check_length
from ndl.registration.sealed import digest


def note_mark(application: RegistrationApplication) -> str:
    """Token of the note as it was read."""
    return digest(f"{application.getId()} {application.own_note}")


def keep_own_note(application: RegistrationApplication, text: str, seen: str) -> None:
    """Replace the note; an empty text removes it.

    `seen` is the mark of the note that the editor has read. Any editor may write it,
    also while another editor has claimed the application.

    Raises OwnApplication, ConflictOfInterest, NoteTooLong, StalePage.
    """
    check_interest(application)
    plain = fold_lines(text)
    check_length(plain)
    if seen != note_mark(application):
        raise StalePage
    if plain == application.own_note:
        return
    application.own_note = plain
    index_application(application)
    number = application.getId()
    audit(AuditTag.APPLICATION_NOTED, application.patron_id, application=number)
