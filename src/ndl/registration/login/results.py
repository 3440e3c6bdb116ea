"""What a step of the login comes to."""

from dataclasses import dataclass
from ndl.registration.errors import Code
from ndl.registration.errors import Reason


@dataclass(frozen=True)
class LoggedIn:
    """The login is complete; the tickets are for the browser.

    `kept` tells that the session outlives the browser, `remembered` is empty
    unless the browser is to be remembered.
    """

    user_id: str
    ticket: str
    kept: bool = False
    remembered: str = ""


@dataclass(frozen=True)
class CodeSent:
    """A code is on its way; `token` is the attempt.

    `recipient` is masked, `told` the message in which the channel says it.
    `replaces` tells that a former code of this login no longer works.
    """

    token: str
    recipient: str
    told: str = ""
    may_keep: bool = False
    replaces: bool = False


@dataclass(frozen=True)
class AddressNeeded:
    """No address is on file: the patron may give one for the code (R17)."""

    token: str


@dataclass(frozen=True)
class Refused:
    """The step failed and was counted; `ended` tells that all starts anew.

    `limited` tells that a limit of the account was reached. `wait` are the
    seconds to wait where one of the network was; then nothing was looked at.
    """

    reason: Reason
    ended: bool = False
    limited: bool = False
    wait: int = 0

    @property
    def message(self) -> str:
        """What people are told."""
        return self.reason.message

    @property
    def missing(self) -> bool:
        """Whether there was nothing to look at; then nothing was counted."""
        return self.reason.code is Code.CREDENTIALS_MISSING
