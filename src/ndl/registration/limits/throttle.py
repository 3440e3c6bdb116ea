"""Limits per network address, and the client whose steps they count."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import MutableMapping
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from limits import parse_many
from limits import RateLimitItem
from limits import RateLimitItemPerSecond
from ndl.registration import _
from ndl.registration.config import minutes_until
from ndl.registration.config import site_path
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.limits.counters import get_counters
from ndl.registration.patrons.email import email_key
from ndl.registration.sealed import digest
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings

import ipaddress
import logging


logger = logging.getLogger(__name__)


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


class Limiter(StrEnum):
    """Limited steps; the value is the name of the setting."""

    PASSWORDS = "limit_passwords"
    CODES = "limit_codes"
    CODE_MAILS = "limit_code_mails"
    CALLS = "limit_calls"
    REGISTRATION_MAILS = "limit_registration_mails"
    RECIPIENT_MAILS = "limit_recipient_mails"
    FORGOTTEN_MAILS = "limit_forgotten_mails"
    ADDRESS_SEARCHES = "limit_address_searches"
    SEARCHES = "limit_searches"
    PICTURES = "limit_pictures"
    SUBMITS = "limit_submits"


def seconds_to_wait(limiter: Limiter, client: Client, what: str = "") -> int:
    """Count a step of the client's network; 0 if it may be taken.

    Otherwise the seconds until it may. The step counts once for a request,
    however often its transaction is retried, and also if it is rolled back.
    `what` tells apart the steps of a request that holds several.
    """
    if is_within(client.address, settings().limits_exempt):
        return 0
    return _count_once(limiter, network_of(client.address), client, what)


def is_exhausted(limiter: Limiter, client: Client) -> bool:
    """Whether the client's network has no step left; nothing is counted."""
    if is_within(client.address, settings().limits_exempt):
        return False
    key, counters = network_of(client.address), get_counters()
    items, site = _items(limiter), site_path()
    return any(counters.is_full(item, site, limiter, key) for item in items)


def enforce_limit(limiter: Limiter, client: Client) -> None:
    """Count a step of the client's network. Raises TooManyRequests."""
    _refuse(seconds_to_wait(limiter, client))


def enforce_recipient_limit(email: str, client: Client) -> None:
    """Count a mail to an address that is on no file. Raises TooManyRequests."""
    key = digest(email_key(email))
    _refuse(_count_once(Limiter.RECIPIENT_MAILS, key, client))


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


def _refuse(seconds: int) -> None:
    if seconds:
        raise TooManyRequests(seconds)


def _count_once(limiter: Limiter, key: str, client: Client, what: str = "") -> int:
    return client.once(f"{limiter} {what}", lambda: _count(limiter, key))


def _count(limiter: Limiter, key: str) -> int:
    counters, items, wait = get_counters(), _items(limiter), 0
    # A step that one limit refuses must not count against the others.
    full = [i for i in items if counters.is_full(i, site_path(), limiter, key)]
    for item in full or items:
        seconds = counters.hit(item, site_path(), limiter, key)
        once = RateLimitItemPerSecond(1, item.get_expiry())
        if seconds and not counters.hit(once, site_path(), "audited", limiter, key):
            audit(AuditTag.LIMIT_REACHED, limit=limiter.value)
        wait = max(wait, seconds)
    return wait


def _items(limiter: Limiter) -> list[RateLimitItem]:
    """The limits of the setting; the registry checks nothing that code writes."""
    try:
        return parse_many(getattr(settings(), limiter))
    except ValueError:
        logger.warning("The setting %s is no limit; its default holds.", limiter.value)
        return parse_many(IRegistrationSettings[limiter.value].default)
