"""Results of the steps of a login, and refusals by limits."""

from dataclasses import dataclass
from ndl.registration.errors import Code
from ndl.registration.errors import Reason
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.limits.throttle import Client
from ndl.registration.limits.throttle import Limiter
from ndl.registration.limits.throttle import seconds_to_wait
from ndl.registration.limits.throttle import too_many_requests
from ndl.registration.login import errors
from ndl.registration.login.tally import note_mail
from ndl.registration.settings import settings


KIND = "code"


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
        """The message to show."""
        return self.reason.message

    @property
    def missing(self) -> bool:
        """Whether there was nothing to look at; then nothing was counted."""
        return self.reason.code is Code.CREDENTIALS_MISSING


def refuse_step(limiter: Limiter, client: Client) -> Refused | None:
    """Count a step of the client's network; why it may not be taken, if so."""
    wait = seconds_to_wait(limiter, client)
    if not wait:
        return None
    reason = Reason(Code.TOO_MANY_REQUESTS, too_many_requests(wait))
    return Refused(reason, wait=wait)


def refuse_sending(user_id: str, client: Client) -> Refused | None:
    """Count a code that is about to be sent; why it may not be, if so.

    It counts by whatever channel, in whatever attempt and to whatever
    address (ASVS 6.6.4).
    """
    refused = refuse_step(Limiter.CODE_MAILS, client)
    if refused:
        return refused
    if note_mail(user_id, KIND, settings().code_mails_hour, client):
        return None
    audit(AuditTag.LOGIN_CODE_BLOCKED, user_id)
    return Refused(errors.CODE_MAILS, limited=True)
