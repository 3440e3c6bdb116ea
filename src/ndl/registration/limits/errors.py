"""Why a step is refused for now."""

from ndl.registration import _
from ndl.registration.config import minutes_until
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError


class TooManyRequests(DomainError):
    """A limit of the network was reached; `seconds` are left to wait."""

    code = Code.TOO_MANY_REQUESTS

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.message = too_many_requests(seconds)


def too_many_requests(seconds: int) -> str:
    """The answer to a step that was taken too often from one network."""
    minutes = minutes_until(seconds)
    if minutes == 1:
        return _("Too many attempts from your network. Please wait one minute.")
    return _(
        "Too many attempts from your network. Please wait ${minutes} minutes.",
        mapping={"minutes": minutes},
    )
