"""The account in the settings, and whether the service can be used."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from importlib.util import find_spec
from ndl.registration.config import JAPAN
from ndl.registration.config import LANGUAGES
from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.declaration.fold import parse_phone
from ndl.registration.settings import settings
from ndl.registration.settings.addresses import is_safe

import os


SECRET = "NDL_REGISTRATION_TWILIO_SECRET"
_LIBRARY = "twilio"


@dataclass(frozen=True)
class Account:
    """An account at a service; `caller` is a number in E.164 format."""

    url: str
    sid: str
    key: str
    secret: str = field(repr=False)
    caller: str
    voices: Mapping[str, str]
    ring_seconds: int

    @property
    def is_safe(self) -> bool:
        """Whether the connection to the service cannot be overheard."""
        return is_safe(self.url)


def account() -> Account:
    """The account in the settings; missing values are empty."""
    values = settings()
    return Account(
        url=values.twilio_url or "",
        sid=values.twilio_account or "",
        key=values.twilio_key or "",
        secret=os.environ.get(SECRET, ""),
        caller=values.twilio_caller or _told(values.voice_caller or ""),
        voices={
            language: getattr(values, f"twilio_voice_{language}") or ""
            for language in LANGUAGES
        },
        ring_seconds=values.twilio_ring_seconds,
    )


def has_library() -> bool:
    """Whether the service's optional library is installed."""
    return find_spec(_LIBRARY) is not None


def _told(number: str) -> str:
    """The number announced to patrons, in E.164 format; empty if invalid."""
    try:
        return parse_phone(number, JAPAN)
    except NotUnderstood:
        return ""
