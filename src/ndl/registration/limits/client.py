"""The client of a request, as the login and the limits see it."""

from collections.abc import Callable
from collections.abc import MutableMapping
from dataclasses import dataclass
from dataclasses import field
from ndl.registration.limits.networks import is_terminal


@dataclass(frozen=True)
class Client:
    """The client of a request: address, user agent and cookies for the login.

    `address` is the network address as the trusted proxy tells it,
    `remembered` the ticket of a remembered browser, if it has one, and
    `has_cookies` tells whether it could keep one. `counted` holds what this
    request has been counted for, through all retries of its transaction;
    without it each step counts.
    """

    user_agent: str
    address: str = ""
    remembered: str = ""
    has_cookies: bool = True
    counted: MutableMapping[str, int] | None = field(
        default=None, compare=False, repr=False
    )

    def once(self, step: str, count: Callable[[], int]) -> int:
        """Count this step, at most once per request."""
        if self.counted is None:
            return count()
        if step not in self.counted:
            self.counted[step] = count()
        return self.counted[step]

    @property
    def is_terminal(self) -> bool:
        """Whether this is one of the library's own terminals (R43)."""
        return is_terminal(self.address)
