"""Results of the login steps, and the messages of refusals."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.dates import minutes_until
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.errors import Refusal
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import Limiter
from ndl.registration.limits.throttle import seconds_to_wait
from ndl.registration.limits.throttle import too_many_requests
from ndl.registration.login.tally import note_mail
from ndl.registration.settings import settings


KIND = "code"


@dataclass(frozen=True)
class LoggedIn:
    """The login is complete; the tickets are to be set as cookies of the browser.

    `kept` is true if the session outlives the browser session; `remembered` is empty
    unless the browser is to be remembered.
    """

    user_id: str
    ticket: str
    kept: bool = False
    remembered: str = ""


@dataclass(frozen=True)
class CodeSent:
    """A code was sent; `token` is that of the attempt.

    `recipient` is masked, `told` is the channel's message about the code. `replaces` is
    true if an earlier code of this login no longer works.
    """

    token: str
    recipient: str
    told: str = ""
    may_keep: bool = False
    replaces: bool = False


@dataclass(frozen=True)
class AddressNeeded:
    """No address is on file: the patron may enter an address for the code (R17)."""

    token: str


@dataclass(frozen=True)
class Refused:
    """The step failed and was counted; `ended` means that the login must start again.

    `limited` is true if a limit of the account was reached. `wait` is the time in
    seconds to wait after a limit of the network was reached; the input was not checked.
    """

    reason: Refusal
    ended: bool = False
    limited: bool = False
    wait: int = 0

    @property
    def message(self) -> str:
        """The message of the reason."""
        return self.reason.message

    @property
    def missing(self) -> bool:
        """Whether a field was left blank; the step was not counted then."""
        return self.reason.code is Code.CREDENTIALS_MISSING


MISSING_USER_ID = Refusal(Code.CREDENTIALS_MISSING, _("Enter your user ID."))
MISSING_PASSWORD = Refusal(Code.CREDENTIALS_MISSING, _("Enter your password."))
ATTEMPT_ENDED = Refusal(
    Code.LOGIN_ENDED,
    _(
        "This login has ended: it took too long, or a newer login was started. "
        "Please log in again."
    ),
)
CODE_MALFORMED = Refusal(
    Code.CODE_MALFORMED, _("Enter the 6-digit authentication code.")
)
CODES_BLOCKED = Refusal(
    Code.CODES_BLOCKED,
    _(
        "Too many wrong authentication codes were entered for this user ID. "
        "Please try again later."
    ),
)
TOO_MANY_WRONG = Refusal(
    Code.CODES_WRONG,
    _("The authentication code was wrong too often. Please log in again."),
)
NO_EMAIL = Refusal(
    Code.NO_CHANNEL,
    _(
        "No email address is registered for this user ID, so no authentication code "
        "can be sent. Please contact the library."
    ),
)
CHANNEL_CLOSED = Refusal(
    Code.CHANNEL_CLOSED, _("This way of receiving the code is not available to you.")
)
RESEND_LIMIT = Refusal(
    Code.RESEND_LIMIT,
    _(
        "The authentication code cannot be sent again in this login. "
        "Please log in again."
    ),
)
CODE_MAILS = Refusal(
    Code.CODE_MAILS_LIMIT,
    _(
        "Too many authentication codes were sent for this user ID. "
        "Please try again later."
    ),
)


def wrong_password() -> Refusal:
    """The same message for a wrong, unknown or locked login."""
    values = settings()
    return Refusal(
        Code.CREDENTIALS_WRONG,
        _(
            "The user ID or password is not correct. After ${count} wrong passwords "
            "in a row, login is closed for ${minutes} minutes.",
            mapping={
                "count": values.password_failures,
                "minutes": minutes_until(values.password_lock),
            },
        ),
    )


def barred(why: str) -> Refused:
    """The refusal of a correct password for an account that may no longer log in."""
    return Refused(Refusal(Code.REGISTRATION_EXPIRED, why))


def wrong_code(left: int) -> Refusal:
    """The message for a wrong code, with the number of tries left."""
    return Refusal(
        Code.CODE_WRONG,
        _(
            "The authentication code is not correct. Tries left: ${left}",
            mapping={"left": left},
        ),
    )


def former_code(left: int) -> Refusal:
    """The message for a code that a newer code has replaced."""
    return Refusal(
        Code.CODE_REPLACED,
        _(
            "This code no longer works, because a newer one was sent. Enter the "
            "code of the latest message. Tries left: ${left}",
            mapping={"left": left},
        ),
    )


def resend_wait(seconds: int) -> Refusal:
    """The message for a code that is requested again too soon."""
    return Refusal(
        Code.RESEND_TOO_SOON,
        _(
            "Please wait ${seconds} seconds before you have the code sent again.",
            mapping={"seconds": seconds},
        ),
    )


def refuse_step(limiter: Limiter, client: Client) -> Refused | None:
    """Count a step of the client's network and return the refusal, or None."""
    wait = seconds_to_wait(limiter, client)
    if not wait:
        return None
    reason = Refusal(Code.TOO_MANY_REQUESTS, too_many_requests(wait))
    return Refused(reason, wait=wait)


def refuse_sending(user_id: str, client: Client) -> Refused | None:
    """Count a code before it is sent and return the refusal, or None.

    The count spans all channels, attempts and addresses (ASVS 6.6.4).
    """
    refused = refuse_step(Limiter.CODE_MAILS, client)
    if refused:
        return refused
    if note_mail(user_id, KIND, settings().code_mails_hour, client):
        return None
    audit(AuditTag.LOGIN_CODE_BLOCKED, user_id)
    return Refused(CODE_MAILS, limited=True)


def refused_for(error: DomainError, ended: bool = False) -> Refused:
    """The refusal for the error raised by a use case."""
    return Refused(Refusal(error.code, error.message), ended=ended)


def missing(login: str, password: str) -> dict[str, Refusal]:
    """Messages by field for fields left blank; these do not count as a guess."""
    found = {}
    if not login.strip():
        found["user_id"] = MISSING_USER_ID
    if not password:
        found["password"] = MISSING_PASSWORD
    return found
