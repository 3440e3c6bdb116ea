"""Check of the proxy in front of Zope, by one visit."""

from dataclasses import dataclass
from ipaddress import ip_address
from ndl.registration import _
from ndl.registration.health.doors import LOCAL
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import warning
from ndl.registration.settings import settings
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Visit:
    """The client and the URL of a request, as the portal sees them."""

    address: str
    portal_url: str


def visit_looks_right(seen: Visit) -> Finding:
    """Check that the portal sees the visitor's address and its own public URL."""
    public = (settings().public_url or "").rstrip("/")
    mapping = {"seen": seen.portal_url, "public": public, "address": seen.address}
    if seen.portal_url.rstrip("/") != public:
        return warning(
            _(
                "You see the portal at ${seen}, but links in emails lead to ${public}.",
                mapping=mapping,
            ),
            _(
                "Correct the public address in the control panel, or the virtual "
                "host of the proxy."
            ),
        )
    if _is_loopback(seen.address) and urlsplit(public).hostname not in LOCAL:
        return warning(
            _(
                "Your visit seems to come from ${address}, the server itself: limits "
                "take all visitors for one.",
                mapping=mapping,
            ),
            _(
                "Let the proxy send X-Forwarded-For, and name the proxy as trusted "
                "in the configuration of the server."
            ),
        )
    return fine(
        _(
            "The portal sees your own address, ${address}, and its public one.",
            mapping=mapping,
        )
    )


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return True
