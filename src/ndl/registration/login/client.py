"""The browser that a step of the login comes from."""

from dataclasses import dataclass
from ndl.registration.config import settings

import ipaddress


@dataclass(frozen=True)
class Client:
    """A browser by what it says and shows, as far as the login needs it.

    `address` is the network address as the trusted proxy tells it,
    `remembered` the ticket of a remembered browser, if it has one.
    """

    user_agent: str
    address: str = ""
    remembered: str = ""

    @property
    def is_terminal(self) -> bool:
        """Whether this is one of the library's own terminals (R43)."""
        return is_terminal(self.address)


def is_terminal(address: str) -> bool:
    """Whether the address belongs to a network of library terminals."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    networks = settings().terminal_networks or ()
    return any(found in ipaddress.ip_network(text) for text in networks)
