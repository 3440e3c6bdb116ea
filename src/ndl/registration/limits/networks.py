"""Network addresses: which are counted together, which are terminals of the library."""

from collections.abc import Iterable
from ndl.registration.settings import settings

import ipaddress


UNKNOWN = "unknown"
_HOME_PREFIX = 64
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_terminal(address: str) -> bool:
    """Whether the address belongs to a network of library terminals."""
    return is_within(address, settings().terminal_networks)


def network_of(address: str) -> str:
    """The network whose steps are counted together.

    A single IPv4 address, or the /64 network of an IPv6 address, because every home
    network can use any address within its /64. Everything that is not an address counts
    as the same network.
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
