"""The client of a request, for the login and the limits."""

from collections.abc import Callable
from collections.abc import MutableMapping
from dataclasses import dataclass
from dataclasses import field
from ndl.registration.limits.networks import is_terminal


@dataclass(frozen=True)
class Client:
    """The client of a request: address, user agent and cookies of the login.

    `address` is the network address reported by the trusted proxy, `remembered` the
    ticket of a remembered browser or empty, and `has_cookies` whether the client can
    keep cookies. `counted` holds the steps already counted for this request, through
    all retries of its transaction; without it every step counts.
    """

    user_agent: str
    address: str = ""
    remembered: str = ""
    has_cookies: bool = True
    counted: MutableMapping[str, int] | None = field(
        default=None, compare=False, repr=False
    )

    def once(self, step: str, count: Callable[[], int]) -> int:
        """Run `count` for this step at most once per request, and return its result."""
        if self.counted is None:
            return count()
        if step not in self.counted:
            self.counted[step] = count()
        return self.counted[step]

    @property
    def is_terminal(self) -> bool:
        """Whether this is one of the library's own terminals (R43)."""
        return is_terminal(self.address)
