"""`@my-email` and `@my-password`: address and password of the patron."""

from ndl.registration import _
from ndl.registration.account.change_email import ask_for_email
from ndl.registration.account.change_email import confirm_email
from ndl.registration.account.change_email import withdraw_email
from ndl.registration.account.change_password import change_password
from ndl.registration.account.change_password import WrongPassword
from ndl.registration.account.email_link import EmailSame
from ndl.registration.account.email_link import pending_email
from ndl.registration.folding import SEALED_LENGTH
from ndl.registration.patrons.email import EmailInvalid
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import text_in
from ndl.registration.services.patron import PatronService
from typing import Any


# Codes are sent to the old mailbox, to which the patron may have lost access.
WITHOUT_MAILBOX = _(
    "Please come to the registration counter of the library and bring a document that "
    "proves who you are, such as a driver's license or a residence card."
)


class _MyEmail(PatronService):
    """Base of the services of the address, with their answer."""

    def describe(self, patron: Patron) -> dict[str, Any]:
        """The address on file; `pending` is an unconfirmed one and its expiry."""
        waiting, url = pending_email(patron), self.context.absolute_url()
        pending = None
        if waiting is not None:
            pending = {"email": waiting.address, "until": waiting.until.isoformat()}
        return {
            "@id": f"{url}/@my-email",
            "email": patron.email,
            "pending": pending,
            "without_mailbox": {
                "page": f"{url}/forgot-email",
                "message": self.say(WITHOUT_MAILBOX),
            },
        }


class MyEmailGet(_MyEmail):
    """The address on file, and an unconfirmed new one."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The addresses."""
        return self.describe(patron)


class MyEmailPost(_MyEmail):
    """Takes the new `email` and the `present` password; mails the link."""

    needs_fresh_code = True

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The pending change, or the reason why no link was sent."""
        given = self.texts(("email", "present"))
        try:
            ask_for_email(patron, **given, client=self.client)
        except (EmailInvalid, EmailSame, EmailTaken) as error:
            return self.refuse(error, {"email": error.message})
        except WrongPassword as error:
            return self.refuse(error, {"present": error.message})
        return self.describe(patron)


class MyEmailPatch(_MyEmail):
    """Takes the `token` of the link, and changes the address."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The new address, or a refusal."""
        confirm_email(patron, text_in(self.body().get("token"), SEALED_LENGTH))
        return self.describe(patron)


class MyEmailDelete(_MyEmail):
    """Withdraws an unconfirmed change of the address."""

    def answer(self, patron: Patron) -> Any:
        """204, also if there was none."""
        withdraw_email(patron)
        return self.reply_no_content()


class MyPasswordPost(PatronService):
    """Takes `present` and `new`; other sessions of the patron end."""

    needs_fresh_code = True

    def answer(self, patron: Patron) -> Any:
        """204, or a refusal."""
        given = self.texts(("present", "new"))
        try:
            change_password(patron, given["present"], given["new"], given["new"])
        except WrongPassword as error:
            return self.refuse(error, {"present": error.message})
        except WeakPassword as error:
            problems = (self.say(problem) for problem in error.problems)
            return self.refuse(error, {"new": " ".join(problems)})
        return self.reply_no_content()
