"""Handover of a draft to another device: once, within ten minutes, for pictures only.

The other device gets a token of its own, never the mailed link. The secret of the draft
is stored with the draft, encrypted with the token, and deleted when it is taken over.
"""

from hashlib import sha256
from hmac import compare_digest
from ndl.registration import _
from ndl.registration.clock import is_over
from ndl.registration.clock import timestamp
from ndl.registration.documents.draft import Handover
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.vault import decrypt
from ndl.registration.documents.vault import encrypt
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError

import json
import secrets


# Seconds.
LIFETIME = 600
_LABEL = "handover"


class HandoverClosed(DomainError):
    """The handover was already taken, replaced, or is older than ten minutes."""

    code = Code.HANDOVER_CLOSED
    message = _(
        "This code works once and for ten minutes. Please show a new one on the other "
        "device."
    )


def hand_over(owner: str, secret: str) -> str:
    """A new token for the owner's draft; it replaces an older token.

    Raises HandoverClosed if there is no draft.
    """
    draft = get_drafts().find(owner, secret)
    if draft is None:
        raise HandoverClosed
    ticket = secrets.token_urlsafe(16)
    place = json.dumps([owner, secret]).encode()
    sealed = encrypt(_key(ticket), place, _LABEL)
    draft.handover = Handover(_mark(ticket), timestamp(), sealed)
    return f"{get_drafts().key_of(owner)}.{ticket}"


def take_over(token: str) -> tuple[str, str]:
    """Owner and secret of the draft with this token. Raises HandoverClosed."""
    key, _dot, ticket = token.partition(".")
    draft = get_drafts().at(key)
    offered = draft.handover if draft else None
    if not (draft and offered and compare_digest(offered.mark, _mark(ticket))):
        raise HandoverClosed
    draft.handover = None
    if is_over(offered.began, LIFETIME):
        raise HandoverClosed
    owner, secret = json.loads(decrypt(_key(ticket), offered.sealed, _LABEL))
    return owner, secret


def _key(ticket: str) -> bytes:
    return sha256(f"key of {ticket}".encode()).digest()


def _mark(ticket: str) -> str:
    return sha256(f"mark of {ticket}".encode()).hexdigest()
