"""Refusals of links to set a new password."""

from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError


class ResetLinkInvalid(DomainError):
    """The link for a new password was used, is void, or was not made by this portal."""

    code = Code.RESET_LINK_INVALID
    message = _(
        "This link is not valid: it was used already, or you have logged in or "
        "changed your information since it was sent. Please request a new one."
    )


class ResetLinkExpired(DomainError):
    """The link for a new password is older than its lifetime (R136)."""

    code = Code.RESET_LINK_EXPIRED
    message = _("This link has expired. Please request a new one.")
