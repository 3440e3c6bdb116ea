"""Access to the draft of an application, by a secret in a cookie of its own.

The cookie outlives the session, so that a patron whose session has ended can continue
at the same point. A form carries the patron's user ID, sealed together with the
secret: data sent after the end of a session is kept for that patron in this browser
only.
"""

from dataclasses import asdict
from dataclasses import dataclass
from ndl.registration.documents.handover import LIFETIME
from ndl.registration.errors import DomainError
from ndl.registration.sealed import digest
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal
from ndl.registration.sealed import unseal
from ndl.registration.settings import settings
from ndl.registration.web.cookies import drop_cookie
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import set_cookie
from ndl.registration.web.origin import is_sent_from_elsewhere
from ZPublisher.HTTPRequest import HTTPRequest

import secrets


DRAFT = "ndl_draft"
HANDOVER = "ndl_handover"
_KEPT = "ndl.registration.draft-secret"


def draft_secret(request: HTTPRequest) -> str:
    """The secret held by the browser, or a new secret that is set as a cookie."""
    if _KEPT not in request.other:
        held = read_cookie(request, DRAFT) or secrets.token_urlsafe(16)
        set_cookie(request.response, DRAFT, held, settings().confirm_lifetime)
        request.other[_KEPT] = held
    return request.other[_KEPT]


def drop_draft_secret(request: HTTPRequest) -> None:
    """Delete the secret from the browser."""
    drop_cookie(request.response, DRAFT)


def seal_owner(request: HTTPRequest, user_id: str) -> str:
    """The user ID of the patron who is shown a form, sealed for this browser."""
    mark = digest(draft_secret(request))
    return seal(Purpose.APPLY, {"user_id": user_id, "mark": mark})


def read_owner(request: HTTPRequest, sealed: str) -> str:
    """The user ID sealed by seal_owner for this browser; empty if there is none."""
    if not sealed or is_sent_from_elsewhere(request):
        return ""
    try:
        data = unseal(Purpose.APPLY, sealed, settings().confirm_lifetime)
    except DomainError:
        return ""
    held = read_cookie(request, DRAFT)
    return data["user_id"] if held and data["mark"] == digest(held) else ""


@dataclass(frozen=True)
class Handover:
    """A draft of another device, and the digests of the pictures it had already."""

    owner: str
    secret: str
    held: tuple[str, ...] = ()


def keep_handover(request: HTTPRequest, handover: Handover) -> None:
    """Let this browser open the draft of another device for LIFETIME seconds."""
    sealed = seal(Purpose.HANDOVER, asdict(handover))
    set_cookie(request.response, HANDOVER, sealed, LIFETIME)


def read_handover(request: HTTPRequest) -> Handover | None:
    """The draft handed over to this browser, or None."""
    held = read_cookie(request, HANDOVER)
    if not held:
        return None
    try:
        data = unseal(Purpose.HANDOVER, held, LIFETIME)
    except DomainError:
        return None
    return Handover(data["owner"], data["secret"], tuple(data.get("held", ())))
