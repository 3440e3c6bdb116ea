"""Messages of refused logins."""

from ndl.registration import _
from ndl.registration.config import minutes_until
from ndl.registration.errors import Code
from ndl.registration.errors import Reason
from ndl.registration.settings import settings


MISSING_USER_ID = Reason(Code.CREDENTIALS_MISSING, _("Enter your user ID."))
MISSING_PASSWORD = Reason(Code.CREDENTIALS_MISSING, _("Enter your password."))
ATTEMPT_ENDED = Reason(
    Code.LOGIN_ENDED,
    _(
        "This login has ended: it took too long, or a newer login was started. "
        "Please log in again."
    ),
)
CODE_MALFORMED = Reason(
    Code.CODE_MALFORMED, _("Enter the 6-digit authentication code.")
)
CODES_BLOCKED = Reason(
    Code.CODES_BLOCKED,
    _(
        "Too many wrong authentication codes were entered for this user ID. "
        "Please try again later."
    ),
)
TOO_MANY_WRONG = Reason(
    Code.CODES_WRONG,
    _("The authentication code was wrong too often. Please log in again."),
)
NO_EMAIL = Reason(
    Code.NO_CHANNEL,
    _(
        "No email address is registered for this user ID, so no authentication code "
        "can be sent. Please contact the library."
    ),
)
EXPIRED = _("Your registration has expired. Please register again.")
CHANNEL_CLOSED = Reason(
    Code.CHANNEL_CLOSED, _("This way of receiving the code is not available to you.")
)
RESEND_LIMIT = Reason(
    Code.RESEND_LIMIT,
    _(
        "The authentication code cannot be sent again in this login. "
        "Please log in again."
    ),
)
CODE_MAILS = Reason(
    Code.CODE_MAILS_LIMIT,
    _(
        "Too many authentication codes were sent for this user ID. "
        "Please try again later."
    ),
)


def wrong_password() -> Reason:
    """The one answer to a wrong, unknown or locked login."""
    values = settings()
    return Reason(
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


def wrong_code(left: int) -> Reason:
    """The answer to a wrong code, with the tries that are left."""
    return Reason(
        Code.CODE_WRONG,
        _(
            "The authentication code is not correct. Tries left: ${left}",
            mapping={"left": left},
        ),
    )


def former_code(left: int) -> Reason:
    """The answer to a code that a newer one has replaced."""
    return Reason(
        Code.CODE_REPLACED,
        _(
            "This code no longer works, because a newer one was sent. Enter the "
            "code of the latest message. Tries left: ${left}",
            mapping={"left": left},
        ),
    )


def resend_wait(seconds: int) -> Reason:
    """The answer to a code asked for again too soon."""
    return Reason(
        Code.RESEND_TOO_SOON,
        _(
            "Please wait ${seconds} seconds before you have the code sent again.",
            mapping={"seconds": seconds},
        ),
    )
