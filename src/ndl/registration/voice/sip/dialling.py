"""The trunk in the settings, and the format of numbers for it."""

from enum import StrEnum
from ndl.registration.settings import settings
from ndl.registration.settings.constraints import E164
from ndl.registration.voice.sip.order import Transport
from ndl.registration.voice.sip.order import Trunk
from ndl.registration.voice.sip.ways import bracketed
from urllib.parse import urlsplit

import os
import phonenumbers
import re


SECRET = "NDL_REGISTRATION_SIP_SECRET"
_PORT = 5060
_TLS_PORT = 5061


class Numbers(StrEnum):
    """Formats of dialed numbers."""

    E164 = "e164"
    DIGITS = "digits"
    NATIONAL = "national"


class NotDiallable(ValueError):
    """The text is not a valid number."""


def trunk() -> Trunk | None:
    """The trunk in the settings, or None."""
    values = settings()
    if not (values.sip_server and values.sip_user):
        return None
    server = urlsplit(f"//{values.sip_server}")
    usual = _TLS_PORT if values.sip_transport == Transport.TLS else _PORT
    host = server.hostname or ""
    return Trunk(
        host=host,
        port=server.port or usual,
        transport=values.sip_transport,
        media=values.sip_media,
        domain=values.sip_domain or bracketed(host),
        user=values.sip_user,
        auth_user=values.sip_auth_user or values.sip_user,
        secret=os.environ.get(SECRET, ""),
        authorities=values.sip_authorities or "",
    )


def dialled(number: str) -> str:
    """An E.164 number, converted to the format of the trunk. Raises NotDiallable."""
    if not E164.fullmatch(number):
        raise NotDiallable
    values = settings()
    digits = number
    if values.sip_numbers == Numbers.DIGITS:
        digits = number[1:]
    elif values.sip_numbers == Numbers.NATIONAL:
        digits = _national(number)
    return f"{values.sip_prefix or ''}{digits}"


def _national(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException as error:
        raise NotDiallable from error
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    return re.sub(r"\D", "", phonenumbers.format_number(parsed, national))
