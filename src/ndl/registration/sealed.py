"""Sealed values: encrypted, expiring texts for links and hidden fields."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from cryptography.fernet import Fernet
from cryptography.fernet import InvalidToken
from cryptography.fernet import MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from enum import StrEnum
from ndl.registration import _
from ndl.registration.clock import is_over
from ndl.registration.clock import timestamp
from ndl.registration.config import KEY_RING
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from plone.keyring.interfaces import IKeyManager
from typing import Any
from zope.component import getUtility

import hashlib
import json


class LinkInvalid(DomainError):
    """The link or the hidden state of a page was not made by this portal."""

    code = Code.LINK_INVALID
    message = _(
        "This link is not valid. Please check that it was copied whole, or begin "
        "the registration again."
    )


class LinkExpired(DomainError):
    """The link is older than its lifetime (R64)."""

    code = Code.LINK_EXPIRED
    message = _(
        "This link has expired. Please begin the registration again to receive a "
        "new one."
    )


class Purpose(StrEnum):
    """Purposes of sealed values; a value can be unsealed only for the same purpose."""

    REGISTER = "register"
    APPLY = "apply-official"
    HANDOVER = "handover"
    RESET = "reset-password"
    CHANGE_EMAIL = "change-email"
    RECORD = "catalogue-record"
    SHOWN = "form-shown"


def digest(token: str) -> str:
    """SHA-256 digest of a token, under which it is stored and looked up."""
    return hashlib.sha256(token.encode()).hexdigest()


def seal(purpose: Purpose, data: Mapping[str, Any]) -> str:
    """`data` as encrypted text with the current time; only this site can open it."""
    plain = json.dumps(dict(data), ensure_ascii=False).encode("utf-8")
    return _box(purpose).encrypt_at_time(plain, timestamp()).decode("ascii")


def unseal(purpose: Purpose, sealed: str, lifetime: int) -> dict[str, Any]:
    """Open a value that was sealed less than `lifetime` seconds ago.

    Raises LinkExpired, LinkInvalid.
    """
    box = _box(purpose)
    try:
        sealed_at = box.extract_timestamp(sealed)
        plain = box.decrypt(sealed)
    except (InvalidToken, TypeError, ValueError) as error:
        if sealed:
            audit(AuditTag.FORM_REFUSED, purpose=purpose, reason="false")
        raise LinkInvalid from error
    if is_over(sealed_at, lifetime):
        raise LinkExpired
    return json.loads(plain)


def _box(purpose: Purpose) -> MultiFernet:
    ring = getUtility(IKeyManager)[KEY_RING]
    current_first = [key for key in ring if key]
    return MultiFernet([_fernet(key, purpose) for key in current_first])


def _fernet(key: str, purpose: Purpose) -> Fernet:
    info = f"ndl.registration sealed {purpose.value}".encode()
    derived = HKDF(SHA256(), length=32, salt=None, info=info).derive(key.encode())
    return Fernet(urlsafe_b64encode(derived))
