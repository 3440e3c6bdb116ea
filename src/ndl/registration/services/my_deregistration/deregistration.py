"""@my-deregistration: what a deregistration means, and the deregistration itself."""

from ndl.registration.account.change_password import WrongPassword
from ndl.registration.account.deregister import consequences_for
from ndl.registration.account.deregister import deregister
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.errors import say
from ndl.registration.services.patron import PatronService
from typing import Any


class MyDeregistrationGet(PatronService):
    """Consequences of a deregistration, in the language of the request."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """Two lists of sentences."""
        found = consequences_for(patron)
        return {
            "@id": f"{self.context.absolute_url()}/@my-deregistration",
            "ends": [say(self.request, one) for one in found.ends],
            "stays": [say(self.request, one) for one in found.stays],
        }


class MyDeregistrationPost(PatronService):
    """Takes the `present` password; the token is dead afterwards."""

    needs_fresh_code = True

    def answer(self, patron: Patron) -> Any:
        """204, or why the registration did not end."""
        try:
            deregister(patron, **self.texts(("present",)))
        except WrongPassword as error:
            return self.refuse(error, {"present": error.message})
        return self.reply_no_content()
