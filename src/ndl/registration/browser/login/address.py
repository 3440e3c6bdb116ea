"""The way in without an address on file (R17, R20-R22)."""

from ndl.registration import _
from ndl.registration.browser.forms.request import text_of
from ndl.registration.browser.login.base import LoginPage
from ndl.registration.login.attempts import find
from ndl.registration.login.errors import ATTEMPT_ENDED
from ndl.registration.login.results import Refused
from ndl.registration.login.sending import give_address
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
        """The address as typed."""
        return text_of(self.request, "email")

    def post(self) -> str:
        """Send the code to the address."""
        result = give_address(self.attempt, self.email, self.client)
        if isinstance(result, Refused):
            return self.refuse_step(result, "email")
        return self.go("login-code")
