"""The way in without an address on file (R17, R20-R22)."""

from ndl.registration import _
from ndl.registration.browser.forms import ask_to_wait
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.login.base import LoginPage
from ndl.registration.errors import DomainError
from ndl.registration.login.attempts import find
from ndl.registration.login.errors import ATTEMPT_ENDED
from ndl.registration.login.results import Refused
from ndl.registration.login.second_step import give_address
from ndl.registration.login.sources import may_give_address


class AddressView(LoginPage):
    """The page `login-address`."""

    title = _(
        "Enter the email address to which you want to send the authentication code"
    )

    def get(self) -> str:
        """Show the form while the attempt waits for an address."""
        attempt = find(self.attempt, self.client.user_agent)
        if attempt is None or attempt.owner.email:
            return self.start_anew(ATTEMPT_ENDED.message)
        if not may_give_address(attempt.owner):
            return self.go("login-alternatives")
        return self.index()

    @property
    def email(self) -> str:
        """What was typed."""
        return text_of(self.request, "email")

    def post(self) -> str:
        """Send the code to the address."""
        if not has_valid_token(self.request):
            self.message = PAGE_TOO_OLD
            return self.get()
        try:
            result = give_address(self.attempt, self.email, self.client)
        except DomainError as error:
            self.message = error.message
            return self.get()
        if not isinstance(result, Refused):
            return self.go("login-code")
        if result.ended:
            return self.start_anew(result.message)
        ask_to_wait(self.request, result.wait)
        if result.wait or result.limited:
            self.message = result.message
        else:
            self.problems["email"] = result.message
        return self.get()
