"""New registrations: entries made through a mailed link become a patron."""

from collections.abc import Mapping
from ndl.registration.declaration.countries import offered_home
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.variant import Variant
from ndl.registration.mail.compose import portal_link
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.acceptance import mail_acceptance
from ndl.registration.registration.acceptance import register
from ndl.registration.registration.answers import DraftPlace
from ndl.registration.registration.answers import Values
from ndl.registration.registration.confirmation import read_link
from ndl.registration.registration.confirmation import refuse_taken
from ndl.registration.registration.confirmation import StartedRegistration
from ndl.registration.registration.steps import Aim
from ndl.registration.registration.steps import Application
from ndl.registration.registration.steps import Entries
from ndl.registration.registration.submission import open_submission
from ndl.registration.registration.submission import Submission
from typing import Any


class NewRegistration(Application):
    """The application of a person who has opened a mailed link."""

    aim = Aim.REGISTER

    def __init__(self, started: StartedRegistration) -> None:
        self.started = started
        self.email = started.email
        self.place = DraftPlace(started.secret, started.secret, started.lifetime)

    def refuse(self) -> None:
        """Raise EmailTaken if the address was registered meanwhile."""
        refuse_taken(self.email)

    def defaults(self) -> dict[str, Any]:
        """The home country, if offered, and the language of the first mail."""
        home = offered_home()
        known = {"country": home} if home else {}
        return {**known, "language": self.started.language}

    def declare(self, values: Values, variant: Variant) -> Declaration:
        """The declaration made from all values."""
        return Declaration.from_form(values, variant)

    def is_done(self, receipt: Mapping[str, str]) -> bool:
        """Whether the patron is still registered."""
        return receipt["user_id"] in get_directory()

    def hand_in(self, entries: Entries) -> dict[str, str]:
        """Create the patron and, for official registration, an application (R84, R117).

        Raises MailNotConfigured.
        """
        patron = Patron(
            **vars(entries.declaration),
            user_id=get_directory().unused_user_id(),
            email=self.email,
            password=entries.password_hash,
            terms_version=self.started.terms_version,
        )
        mail_acceptance(
            patron,
            f"registration-accepted-{entries.patron_class.value}",
            user_id=patron.user_id,
            login=portal_link("login"),
        )
        register(patron, entries)
        return {
            "user_id": patron.user_id,
            "patron_class": entries.patron_class.value,
        }


def open_registration(token: str) -> Submission:
    """The registration that a link opens, also one already submitted.

    Raises LinkExpired, LinkInvalid, EmailTaken.
    """
    return open_submission(NewRegistration(read_link(token)))
