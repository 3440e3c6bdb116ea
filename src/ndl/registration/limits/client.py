"""The browser that a step of the login comes from."""

from collections.abc import Callable
from collections.abc import MutableMapping
from dataclasses import dataclass
from dataclasses import field
from ndl.registration.limits.networks import is_within
from ndl.registration.settings import settings


@dataclass(frozen=True)
class Client:
    """A browser by what it says and shows, as far as the login needs it.

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
        """What counting this step says, asked but once for a request."""
        if self.counted is None:
            return count()
        if step not in self.counted:
            self.counted[step] = count()
        return self.counted[step]

    @property
    def is_terminal(self) -> bool:
        """Whether this is one of the library's own terminals (R43)."""
        return is_terminal(self.address)


def is_terminal(address: str) -> bool:
    """Whether the address belongs to a network of library terminals."""
    return is_within(address, settings().terminal_networks)
