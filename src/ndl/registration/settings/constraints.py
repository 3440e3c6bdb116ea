"""Constraints of settings."""

from collections.abc import Iterable
from limits import parse_many
from ndl.registration import _
from ndl.registration.clock import HOUR
from ndl.registration.clock import MINUTE
from ndl.registration.settings.addresses import is_ip_address
from ndl.registration.settings.days import known_days
from ndl.registration.settings.days import leave_open
from ndl.registration.settings.texts import as_line
from typing import TypeGuard
from urllib.parse import urlsplit
from zope.interface import Invalid

import ipaddress
import re


_LABEL = "(?!-)[a-z0-9-]{1,63}(?<!-)"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*", re.IGNORECASE)
_DOMAIN = re.compile(rf"{_LABEL}(\.{_LABEL})+", re.IGNORECASE)
_HALVES = re.compile("[\ud800-\udfff]")
_INDEX = re.compile(r"[A-Za-z0-9.:/_-]{0,100}")
_AGENCY = re.compile(r"[A-Za-z0-9.:/_-]{0,60}")
_HANDED = re.compile(r"[a-z0-9-]+ (Copy|Loan|CopyOrLoan)")
_PLAIN_WORD = re.compile(r"[A-Za-z0-9.+_-]*")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_STORAGES = frozenset({"memory", "redis", "rediss", "redis+unix"})


def is_text(value: object) -> TypeGuard[str]:
    """Whether the value is text that can be encoded.

    Zope decodes bytes that are not UTF-8 as surrogates.
    """
    return isinstance(value, str) and not _HALVES.search(value)


@as_line
def is_agency(text: str) -> bool:
    """Whether the text can be an agency's code, such as an ISIL. Raises Invalid."""
    if not _AGENCY.fullmatch(text):
        raise Invalid(_("Use letters, digits and . : / _ - only."))
    return True


@as_line
def is_handed_service(text: str) -> bool:
    """Whether the text names a service and its kind. Raises Invalid."""
    if not _HANDED.fullmatch(text):
        raise Invalid(_("Write the name of a service and Copy, Loan or CopyOrLoan."))
    return True


@as_line
def is_index(text: str) -> bool:
    """Whether the text can be the name of an SRU index or schema. Raises Invalid."""
    if not _INDEX.fullmatch(text):
        raise Invalid(_("Use letters, digits and . : / _ - only."))
    return True


@as_line
def is_e164(text: str) -> bool:
    """Whether the text is empty or a number in E.164 format. Raises Invalid."""
    if text and not E164.fullmatch(text):
        raise Invalid(_("Write the number with + and country code: +815012345678."))
    return True


@as_line
def is_domain(text: str) -> bool:
    """Whether the text is a domain name. Raises Invalid."""
    try:
        known = _DOMAIN.fullmatch(text.encode("idna").decode())
    except UnicodeError:
        known = None
    if not known:
        raise Invalid(_("Write a domain such as ndl.go.jp, without @."))
    return True


@as_line
def is_rate(text: str) -> bool:
    """Whether the text is a limit such as "30 per 15 minutes". Raises Invalid."""
    try:
        items = parse_many(text)
    except ValueError:
        items = []
    if not items or any(item.amount < 1 or item.get_expiry() < 1 for item in items):
        raise Invalid(
            _(
                "This is not a valid limit. Write for example: 30 per 15 minutes. "
                "Several are separated by semicolons."
            )
        )
    return True


def is_in_minutes(seconds: int) -> bool:
    """Whether the seconds are whole minutes. Raises Invalid."""
    if seconds % MINUTE:
        raise Invalid(_("Texts state this in minutes: enter a multiple of 60."))
    return True


def is_in_hours(seconds: int) -> bool:
    """Whether the seconds are whole hours. Raises Invalid."""
    if seconds % HOUR:
        raise Invalid(_("Texts state this in hours: enter a multiple of 3600."))
    return True


@as_line
def is_storage(text: str) -> bool:
    """Whether the text is the URL of a storage for limits. Raises Invalid."""
    try:
        parts = urlsplit(text)
        known = parts.scheme in _STORAGES and (parts.port or 1) > 0
    except ValueError:
        known = False
    needs_place = known and parts.scheme != "memory"
    if not known or (needs_place and not (parts.netloc or parts.path)):
        raise Invalid(
            _("Write memory:// or an address such as redis://localhost:6379.")
        )
    return True


@as_line
def is_scanner(text: str) -> bool:
    """Whether the text is empty or the address of a clamd. Raises Invalid."""
    try:
        parts = urlsplit(text)
        by_path = parts.scheme == "unix" and not parts.netloc and parts.path != ""
        by_host = parts.scheme == "tcp" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        by_path = by_host = False
    if text and not (by_path or by_host):
        raise Invalid(_("Write unix:///run/clamav/clamd.ctl or tcp://localhost:3310."))
    return True


@as_line
def is_sip_server(text: str) -> bool:
    """Whether the text is empty or the address of a SIP server. Raises Invalid."""
    try:
        parts = urlsplit(f"//{text}")
        known = parts.netloc == text and parts.username is None and parts.port != 0
    except ValueError:
        known = False
    host = (parts.hostname or "") if known else ""
    if text and not (is_ip_address(host) or re.fullmatch(_HOST, host)):
        raise Invalid(
            _("Write a name or an address, such as sip.example.org or 192.0.2.1:5061.")
        )
    return True


@as_line
def is_plain_word(text: str) -> bool:
    """Whether the text has only letters, digits and . + _ -. Raises Invalid."""
    if not _PLAIN_WORD.fullmatch(text):
        raise Invalid(_("Use letters, digits, and . + _ - only."))
    return True


@as_line
def is_dial_prefix(text: str) -> bool:
    """Whether the text can be dialed before a number. Raises Invalid."""
    if not re.fullmatch(r"[0-9*#]*", text):
        raise Invalid(_("Use digits, * and # only."))
    return True


@as_line
def is_network(text: str) -> bool:
    """Whether the text is a network in CIDR notation. Raises Invalid."""
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise Invalid(_("This is not a valid network address.")) from error
    return True


@as_line
def is_closing_day(text: str) -> bool:
    """Whether the text names days on which the library is closed. Raises Invalid."""
    if not known_days((text,)):
        raise Invalid(
            _(
                "Write a day such as 2026-12-28, a day of every year such as 12-28, "
                "or a span such as 12-28/01-04."
            )
        )
    return True


def is_calendar(texts: Iterable[str]) -> bool:
    """Whether these closing days leave the library open enough. Raises Invalid."""
    if not leave_open(known_days(texts)):
        raise Invalid(_("The library has to be open on half of the days of the year."))
    return True
