"""Why a step of the review was refused."""

from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError


class ApplicationOpen(DomainError):
    """The patron already has an application that waits for a decision."""

    code = Code.APPLICATION_OPEN
    message = _("Your application for official user registration is under review.")


class StalePage(DomainError):
    """The application was changed after the page had been shown."""

    code = Code.STALE_PAGE
    message = _(
        "This application has been changed in the meantime. Please look at it "
        "again before you decide."
    )


class ReasonMissing(DomainError):
    """An application is declined for at least one known reason."""

    code = Code.REASON_MISSING
    message = _("Please choose at least one reason.")


class OwnApplication(DomainError):
    """Nobody decides the own application."""

    code = Code.OWN_APPLICATION
    message = _("You cannot decide on your own application.")


class StaleEntry(DomainError):
    """Others than the editor has seen may be the same person."""

    code = Code.STALE_ENTRY
    message = _("This entry has been changed in the meantime. Please look at it again.")


class OwnEntry(DomainError):
    """Nobody settles whether they are registered twice."""

    code = Code.OWN_ENTRY
    message = _("You cannot settle an entry about yourself.")


class PatronGone(DomainError):
    """There is nobody left to decide about."""

    code = Code.PATRON_GONE
    message = _(
        "This patron is no longer registered. There is nothing to decide any more."
    )


class StepImpossible(DomainError):
    """The state of the application or the user's rights forbid the step."""

    code = Code.STEP_IMPOSSIBLE
    message = _("This step is not possible in the present state of the application.")
