"""The link for setting a new password: its content and validity."""

from ndl.registration import _
from ndl.registration.dates import minutes_of
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import Identity
from ndl.registration.login.completion import last_logins
from ndl.registration.login.sources import get_identity
from ndl.registration.login.sources import source_of
from ndl.registration.mail.compose import portal_link
from ndl.registration.sealed import digest
from ndl.registration.sealed import LinkExpired
from ndl.registration.sealed import LinkInvalid
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal
from ndl.registration.sealed import unseal
from ndl.registration.settings import settings


LINK_PAGE = "reset-password"


class ResetLinkInvalid(DomainError):
    """The reset link was used, is void, or was not made by this portal."""

    code = Code.RESET_LINK_INVALID
    message = _(
        "This link is not valid: it was used already, or you have logged in or "
        "changed your information since it was sent. Please request a new one."
    )


class ResetLinkExpired(DomainError):
    """The reset link is older than its lifetime (R136)."""

    code = Code.RESET_LINK_EXPIRED
    message = _("This link has expired. Please request a new one.")


def open_reset(token: str) -> Identity:
    """The account whose password the link may set; does not use up the link (R137).

    Raises ResetLinkExpired, ResetLinkInvalid.
    """
    try:
        data = unseal(Purpose.RESET, token, settings().password_reset_lifetime)
    except LinkExpired as error:
        audit(AuditTag.RESET_LINK_REFUSED, reason=ResetLinkExpired.code.value)
        raise ResetLinkExpired from error
    except LinkInvalid as error:
        audit(AuditTag.RESET_LINK_REFUSED, reason=ResetLinkInvalid.code.value)
        raise ResetLinkInvalid from error
    identity = get_identity(data["source"], data["user_id"])
    if identity is None or identity.barred or _ground(identity) != data["ground"]:
        audit(AuditTag.RESET_LINK_REFUSED, data["user_id"], reason="used")
        raise ResetLinkInvalid
    return identity


def reset_link(identity: Identity) -> str:
    """The link to mail; a stand-in without a user ID costs the same work."""
    data = {
        "source": identity.source,
        "user_id": identity.user_id,
        "ground": _ground(identity) if identity.user_id else digest(""),
    }
    return portal_link(f"{LINK_PAGE}?token={seal(Purpose.RESET, data)}")


def reset_minutes() -> int:
    """Lifetime of a link in minutes."""
    return minutes_of(settings().password_reset_lifetime)


def _ground(identity: Identity) -> str:
    """Digest of password, address and logins: any change of them voids the link."""
    logins = [login.moment for login in last_logins(identity.user_id)]
    return digest(f"{source_of(identity).fingerprint(identity)} {logins}")
