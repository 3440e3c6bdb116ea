"""Limits per network address: the limited steps, counted and refused."""

from enum import StrEnum
from limits import parse_many
from limits import RateLimitItem
from limits import RateLimitItemPerSecond
from ndl.registration import _
from ndl.registration.dates import minutes_until
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.limits.counters import get_counters
from ndl.registration.limits.networks import is_within
from ndl.registration.limits.networks import network_of
from ndl.registration.patrons.email import email_key
from ndl.registration.sealed import digest
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from ndl.registration.sites import site_path

import logging


logger = logging.getLogger(__name__)


class Limiter(StrEnum):
    """Limited steps; the value is the name of the setting with the limits."""

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
    """Count a step of the client's network; 0 if allowed, else the seconds to wait.

    The step counts once per request, however often the transaction is retried, and also
    if it is rolled back. `what` distinguishes several steps of the same request.
    """
    if is_within(client.address, settings().limits_exempt):
        return 0
    return _count_once(limiter, network_of(client.address), client, what)


def is_exhausted(limiter: Limiter, client: Client) -> bool:
    """Whether the client's network has used up the limit; counts nothing."""
    if is_within(client.address, settings().limits_exempt):
        return False
    key, counters = network_of(client.address), get_counters()
    items, site = _items(limiter), site_path()
    return any(counters.is_full(item, site, limiter, key) for item in items)


def enforce_limit(limiter: Limiter, client: Client) -> None:
    """Count a step of the client's network. Raises TooManyRequests."""
    _refuse(seconds_to_wait(limiter, client))


def enforce_recipient_limit(email: str, client: Client) -> None:
    """Count a mail to an address that is not on file. Raises TooManyRequests."""
    key = digest(email_key(email))
    _refuse(_count_once(Limiter.RECIPIENT_MAILS, key, client))


class TooManyRequests(DomainError):
    """A limit of the network was reached; `seconds` is the time left to wait."""

    code = Code.TOO_MANY_REQUESTS

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.message = too_many_requests(seconds)


def too_many_requests(seconds: int) -> str:
    """The message for a step taken too often from the same network."""
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
    # A step refused by one of the limits must not count against the others.
    full = [i for i in items if counters.is_full(i, site_path(), limiter, key)]
    for item in full or items:
        seconds = counters.hit(item, site_path(), limiter, key)
        once = RateLimitItemPerSecond(1, item.get_expiry())
        if seconds and not counters.hit(once, site_path(), "audited", limiter, key):
            audit(AuditTag.LIMIT_REACHED, limit=limiter.value)
        wait = max(wait, seconds)
    return wait


def _items(limiter: Limiter) -> list[RateLimitItem]:
    """The limits in the setting, or its default if the value cannot be parsed.

    The registry does not validate values that are written by code.
    """
    try:
        return parse_many(getattr(settings(), limiter))
    except ValueError:
        logger.warning("The setting %s is no limit; its default holds.", limiter.value)
        return parse_many(IRegistrationSettings[limiter.value].default)
