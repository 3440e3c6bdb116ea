"""POST @my-password: the own password is changed."""

from ndl.registration.account.change_password import change_password
from ndl.registration.account.change_password import WrongPassword
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.errors import say
from ndl.registration.services.patron import PatronService
from typing import Any


class MyPasswordPost(PatronService):
    """Takes `present` and `new`; other sessions of the patron end."""

    needs_fresh_code = True

    def answer(self, patron: Patron) -> Any:
        """204, or why not."""
        given = self.texts(("present", "new"))
        try:
            change_password(patron, given["present"], given["new"], given["new"])
        except WrongPassword as error:
            return self.refuse(error, {"present": error.message})
        except WeakPassword as error:
            problems = (say(self.request, problem) for problem in error.problems)
            return self.refuse(error, {"new": " ".join(problems)})
        return self.reply_no_content()
