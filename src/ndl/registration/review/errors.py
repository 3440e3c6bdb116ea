"""Refusals of a step of the review, and their record."""

from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.review.content import RegistrationApplication


LONGEST_NOTE = 2000


class ApplicationOpen(DomainError):
    """The patron already has an application that waits for a decision."""

    code = Code.APPLICATION_OPEN
    message = _("Your application for official user registration is under review.")


class OtherApplicationOpen(ApplicationOpen):
    """The patron's open application is for a change of name or address."""

    message = _("Another application of yours is under review.")


class StalePage(DomainError):
    """The application was changed after the page had been shown."""

    code = Code.STALE_PAGE
    message = _(
        "This application has been changed in the meantime. Please look at it "
        "again before you decide."
    )


class ClaimedByOther(DomainError):
    """Another editor works on the application."""

    code = Code.CLAIMED_BY_OTHER

    def __init__(self, editor: str, until: str) -> None:
        super().__init__(editor)
        self.message = _(
            "${editor} is working on this application until ${time} at least. Nobody "
            "else can decide on it meanwhile.",
            mapping={"editor": editor, "time": until},
        )


class SecondEditorNeeded(DomainError):
    """An editor cannot take the second look at their own decision."""

    code = Code.SECOND_EDITOR_NEEDED
    message = _("You have decided on this application. Another editor looks at it now.")


class NotYours(DomainError):
    """Only the editor who has decided, or a manager, can undo the decision."""

    code = Code.NOT_YOURS
    message = _("Only the editor who has decided, or a manager, can undo this.")


class UndoTooLate(DomainError):
    """The time to undo the decision is over."""

    code = Code.TOO_LATE
    message = _("It is too late to undo this: the decision takes effect.")


class QuestionMissing(DomainError):
    """The question to the patron is empty."""

    code = Code.QUESTION_MISSING
    message = _("Please write what you need from the patron.")


class AnswerMissing(DomainError):
    """The patron's answer has neither text nor picture."""

    code = Code.ANSWER_MISSING
    message = _("Please write an answer, or choose an image.")


class ReasonMissing(DomainError):
    """A decline needs at least one known reason."""

    code = Code.REASON_MISSING
    message = _("Please choose at least one reason.")


class NoteMissing(DomainError):
    """A chosen reason refers to a note, which is empty."""

    code = Code.NOTE_MISSING
    message = _("Please write a note: a reason that you have chosen refers to it.")


class NoteTooLong(DomainError):
    """The note to the patron is longer than My Account shows."""

    code = Code.NOTE_TOO_LONG
    message = _(
        "The note is too long. Please use at most ${limit} characters.",
        mapping={"limit": LONGEST_NOTE},
    )


class OwnApplication(DomainError):
    """Editors cannot decide on their own application."""

    code = Code.OWN_APPLICATION
    message = _("You cannot decide on your own application.")


class ConflictOfInterest(DomainError):
    """The patron is on the editor's list of conflicts of interest."""

    code = Code.CONFLICT_OF_INTEREST
    message = _(
        "You cannot decide on this application: the patron is on your list of "
        "persons whose applications others decide."
    )


class StaleEntry(DomainError):
    """The list of possible duplicates has changed since it was shown."""

    code = Code.STALE_ENTRY
    message = _("This entry has been changed in the meantime. Please look at it again.")


class OwnEntry(DomainError):
    """Editors cannot settle a duplicate of their own registration."""

    code = Code.OWN_ENTRY
    message = _("You cannot settle an entry about yourself.")


class PatronGone(DomainError):
    """The patron was removed."""

    code = Code.PATRON_GONE
    message = _(
        "This patron is no longer registered. There is nothing to decide any more."
    )


class StepImpossible(DomainError):
    """The state of the application or the user's rights forbid the step."""

    code = Code.STEP_IMPOSSIBLE
    message = _("This step is not possible in the present state of the application.")


class NothingWaits(DomainError):
    """There is no application to claim."""

    code = Code.NOTHING_WAITS
    message = _("No application waits to be claimed.")


def note_refusal(
    application: RegistrationApplication, step: str, error: DomainError
) -> None:
    """Audit a refused step and the reason."""
    audit(
        AuditTag.STEP_REFUSED,
        application.patron_id,
        application=application.getId(),
        step=step,
        reason=error.code.value,
    )
