"""Addresses of this machine: towards the trunk, and for its own processes."""

import secrets
import socket


def way_to(host: str, port: int) -> tuple[str, str]:
    """The address of a host, and the address of this machine from which it is reached.

    Follows the machine's configuration, such as its hosts file; baresip uses only DNS.
    Raises OSError.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    family, kind, protocol, _name, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        # Sends nothing: the kernel only selects the route.
        probe.connect(address)
        return str(address[0]), str(probe.getsockname()[0])


def bracketed(address: str) -> str:
    """An address as written before a port or in a SIP address."""
    return f"[{address}]" if ":" in address else address


def loopback() -> tuple[str, int]:
    """A random address of 127.0.0.0/8, with a free port."""
    with socket.create_server((_drawn(), 0)) as server:
        return server.getsockname()[:2]


def listener(local: str) -> socket.socket:
    """A socket on the loopback network, of the same IP version as `local`."""
    if ":" in local:
        return socket.create_server(("::1", 0), family=socket.AF_INET6)
    return socket.create_server((_drawn(), 0))


def _drawn() -> str:
    return ".".join(("127", *(str(1 + secrets.randbelow(254)) for _ in range(3))))
