"""The browser that a step of the login comes from, and its network."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import MutableMapping
from dataclasses import dataclass
from dataclasses import field
from ndl.registration.settings import settings

import ipaddress


UNKNOWN = "unknown"
_HOME_PREFIX = 64
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


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


def is_terminal(address: str) -> bool:
    """Whether the address belongs to a network of library terminals."""
    return is_within(address, settings().terminal_networks)


def network_of(address: str) -> str:
    """The network whose steps are counted together.

    One IPv4 address; the /64 of an IPv6 address, since every home has as
    many addresses as it wants in its own. All that is no address is one.
    """
    found = _parse(address)
    if found is None:
        return UNKNOWN
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, _HOME_PREFIX), strict=False))


def is_within(address: str, networks: Iterable[str] | None) -> bool:
    """Whether the address belongs to one of the networks (in CIDR notation)."""
    found = _parse(address)
    if found is None:
        return False
    return any(found in ipaddress.ip_network(text) for text in networks or ())


def _parse(address: str) -> Address | None:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found
