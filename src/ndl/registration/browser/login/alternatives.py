"""Other ways to receive the code: another channel, or an address on a first login."""

from ndl.registration import _
from ndl.registration.browser.login.base import LoginPage
from ndl.registration.login.address import give_address
from ndl.registration.login.attempts import find
from ndl.registration.login.results import ATTEMPT_ENDED
from ndl.registration.login.results import Refused
from ndl.registration.login.sending import other_channels
from ndl.registration.login.sending import pending
from ndl.registration.login.sending import send_by
from ndl.registration.login.sources import may_give_address
from ndl.registration.settings import settings
from typing import Any


class AlternativesView(LoginPage):
    """The page `login-alternatives`: other channels for this account."""

    title = _("Alternative authentication methods")

    def get(self) -> str:
        """Show the channels; if the attempt has ended, start again."""
        if find(self.attempt, self.client.user_agent) is None:
            return self.start_anew(ATTEMPT_ENDED.message)
        return self.index()

    @property
    def channels(self) -> list[tuple[str, Any]]:
        """The other channels available to the owner of the attempt."""
        return other_channels(self.attempt, self.client)

    @property
    def is_code_sent(self) -> bool:
        """Whether a code of the attempt can still be entered."""
        return pending(self.attempt, self.client) is not None

    @property
    def contact(self) -> str:
        """Contact details of the library."""
        return settings().contact or ""

    def post(self) -> str:
        """Send the code by the chosen channel."""
        name = self.text_of("channel")
        result = send_by(self.attempt, name, self.client)
        if isinstance(result, Refused):
            return self.refuse_step(result)
        return self.go("login-code")


class AddressView(LoginPage):
    """The page `login-address`."""

    title = _(
        "Enter the email address to which you want to send the authentication code"
    )

    def get(self) -> str:
        """Show the form, while the attempt waits for an address."""
        attempt = find(self.attempt, self.client.user_agent)
        if attempt is None or attempt.owner.email:
            return self.start_anew(ATTEMPT_ENDED.message)
        if not may_give_address(attempt.owner):
            return self.go("login-alternatives")
        return self.index()

    @property
    def email(self) -> str:
        """The address as typed."""
        return self.text_of("email")

    def post(self) -> str:
        """Send the code to the address."""
        result = give_address(self.attempt, self.email, self.client)
        if isinstance(result, Refused):
            return self.refuse_step(result, "email")
        return self.go("login-code")
