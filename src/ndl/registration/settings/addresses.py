"""Constraints of settings that are web addresses."""

from ndl.registration import _
from ndl.registration.settings.texts import as_line
from urllib.parse import urlsplit
from zope.interface import Invalid

import ipaddress
import re


# The host name that Zope uses without a request, as in scripts.
_NO_HOST = "nohost"


def is_web_address(text: str) -> bool:
    """Whether the text is a valid http(s) URL to which paths can be appended."""
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and parts.port != 0
    except ValueError:
        return False
    is_nowhere = parts.hostname == _NO_HOST
    has_more = "@" in parts.netloc or re.search(r"[\s?#\\]", text)
    return known and bool(parts.hostname) and not (has_more or is_nowhere)


@as_line
def is_public_url(text: str) -> bool:
    """Whether the text is empty or a portal's URL. Raises Invalid."""
    if text and not is_web_address(text):
        raise Invalid(
            _("Write an address such as https://portal.example.org, without ? or #.")
        )
    return True


@as_line
def is_page_address(text: str) -> bool:
    """Whether the text is empty or the URL of a web page. Raises Invalid."""
    if text and not is_web_address(re.sub(r"[?#]\S*", "", text)):
        raise Invalid(_("Write an address such as https://www.example.org/help."))
    return True


@as_line
def is_catalogue_address(text: str) -> bool:
    """Whether the text is empty or a safe URL of a catalogue. Raises Invalid."""
    if text and not is_safe(text):
        raise Invalid(
            _("Write an address with https, such as https://catalogue.example.org/sru.")
        )
    return True


@as_line
def is_safe_address(text: str) -> bool:
    """Whether the text is the URL of a service, with https or on this machine.

    Raises Invalid.
    """
    if not is_safe(text):
        raise Invalid(
            _("Write an address such as https://api.example.org, with https.")
        )
    return True


@as_line
def is_optional_safe_address(text: str) -> bool:
    """Whether the text is empty or passes is_safe_address. Raises Invalid."""
    return not text or is_safe_address(text)


def is_loopback(host: str) -> bool:
    """Whether the name or address means this machine."""
    if host == "localhost":
        return True
    return is_ip_address(host) and ipaddress.ip_address(host).is_loopback


def is_safe(text: str) -> bool:
    """Whether the text is a web address with https, or of this machine."""
    if not is_web_address(text):
        return False
    parts = urlsplit(text)
    return parts.scheme == "https" or is_loopback(parts.hostname or "")


def is_ip_address(text: str) -> bool:
    """Whether the text is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
