"""Applications of official patrons to change their name or address (R209)."""

from ndl.registration import _
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import Person
from ndl.registration.registration.acceptance import lay_on_desk
from ndl.registration.registration.acceptance import mail_acceptance
from ndl.registration.registration.official import OfficialApplication
from ndl.registration.registration.steps import Aim
from ndl.registration.registration.steps import Entries
from ndl.registration.registration.submission import open_submission
from ndl.registration.registration.submission import Submission
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.queue import refuse_second


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
    """An official patron's application for new data; the old stay valid meanwhile."""

    aim = Aim.CHANGE

    def correct(self, declined: RegistrationApplication) -> None:
        """Begin with the data of the declined application, not with those on file."""
        super().correct(declined)
        wanted = Person.from_plain(dict(declined.declared or {}))
        self.known = Declaration.of(self.patron.person.with_identity(wanted))

    def refuse(self) -> None:
        """Raise ChangeAtOnce or ApplicationOpen."""
        if not self.patron.is_official:
            raise ChangeAtOnce
        refuse_second(self.patron.user_id)

    def hand_in(self, entries: Entries) -> dict[str, str]:
        """Submit the application to the desk.

        Raises NothingChanged, MailNotConfigured.
        """
        wanted = self.patron.person.with_identity(entries.declaration)
        if wanted == self.patron.person:
            raise NothingChanged
        mail_acceptance(self.patron, "change-accepted")
        return lay_on_desk(self.patron, entries, wanted)


def open_change_application(patron: Patron, secret: str) -> Submission:
    """The submission of a patron's change of data, also one already handed in.

    Raises ChangeAtOnce, ApplicationOpen.
    """
    return open_submission(ChangeApplication(patron, secret))
