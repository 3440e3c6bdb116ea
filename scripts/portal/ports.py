"""Check at the start that the ports are free."""

from .settings import ADDRESS
from .settings import HOST

import errno
import socket


def taken(port: int) -> bool:
    """Return whether a port is in use on any address of localhost."""
    addresses = {ADDRESS}
    for *_, target in socket.getaddrinfo(HOST, port, type=socket.SOCK_STREAM):
        addresses.add(str(target[0]))
    return any(_bound(address, port) for address in addresses)


def _bound(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # Like the servers do, so that closing connections do not count as in use.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except PermissionError:
        raise SystemExit(f"Not allowed to listen on port {port}.") from None
    except OSError as error:
        # Without IPv6, binding ::1 fails but the port is free.
        return error.errno == errno.EADDRINUSE
    return False


def require_free(ports: dict[str, int]) -> None:
    """Exit with a message if two ports are equal or one is in use."""
    if len(set(ports.values())) < len(ports):
        shown = ", ".join(f"{name}={port}" for name, port in ports.items())
        raise SystemExit(f"Each port must be different: {shown}")
    for name, port in ports.items():
        if taken(port):
            raise SystemExit(
                f"Port {port} is taken. Stop what uses it, or choose another: "
                f"make start {name}=..."
            )
