"""The official registration that a simple patron applies for (R127-R129)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.declaration import with_declared
from ndl.registration.declaration.variant import Variant
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.record import PatronClass
from ndl.registration.registration.acceptance import change_identity
from ndl.registration.registration.acceptance import lay_on_desk
from ndl.registration.registration.acceptance import mail_acceptance
from ndl.registration.registration.answers import DraftPlace
from ndl.registration.registration.answers import Values
from ndl.registration.registration.correction import CorrectedApplication
from ndl.registration.registration.steps import Aim
from ndl.registration.registration.steps import Entries
from ndl.registration.registration.submission import open_submission
from ndl.registration.registration.submission import Submission
from ndl.registration.review.queue import declined_application_of
from ndl.registration.review.queue import open_application_of
from ndl.registration.review.queue import refuse_second
from typing import Any


class OfficialApplication(CorrectedApplication):
    """The application of a simple patron; only the browser knows `secret`."""

    aim = Aim.OFFICIAL
    patron_class = PatronClass.OFFICIAL

    def __init__(self, patron: Patron, secret: str) -> None:
        self.patron = patron
        self.email = patron.email
        self.known: Declaration = Declaration.from_patron(patron)
        self.place = DraftPlace.of_patron(patron.user_id, secret)
        declined = declined_application_of(patron.user_id)
        if declined is not None and declined.is_change is (self.aim is Aim.CHANGE):
            self.correct(declined)

    def refuse(self) -> None:
        """Raise AlreadyOfficial or ApplicationOpen."""
        refuse_official(self.patron)

    def defaults(self) -> dict[str, Any]:
        """Empty: the data on file are the defaults."""
        return {}

    def declare(self, values: Values, variant: Variant) -> Declaration:
        """The data on file with the declared name and address."""
        return with_declared(self.known, values, variant)

    def is_done(self, receipt: Mapping[str, str]) -> bool:
        """Whether the application still waits for its decision."""
        waiting = open_application_of(self.patron.user_id)
        return waiting is not None and waiting.getId() == receipt["application"]

    def hand_in(self, entries: Entries) -> dict[str, str]:
        """Submit the application to the desk; the patron stays simple.

        Corrected names and a new address take effect at once. Raises MailNotConfigured.
        """
        name = entries.declaration.addressee
        mail_acceptance(self.patron, "application-accepted", name=name)
        change_identity(self.patron, entries.declaration)
        return lay_on_desk(self.patron, entries)


class AlreadyOfficial(DomainError):
    """The patron is official already."""

    code = Code.ALREADY_OFFICIAL
    message = _("You are already an official registered user.")


def refuse_official(patron: Patron) -> None:
    """Raise AlreadyOfficial or ApplicationOpen if the patron cannot apply."""
    if patron.is_official:
        raise AlreadyOfficial
    refuse_second(patron.user_id)


def open_official(patron: Patron, secret: str) -> Submission:
    """The submission of a patron's application, also one already handed in.

    Raises AlreadyOfficial, ApplicationOpen.
    """
    return open_submission(OfficialApplication(patron, secret))
