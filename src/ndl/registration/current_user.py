"""The user on whose behalf something is done."""

from AccessControl import getSecurityManager


def current_user_id() -> str:
    """The ID of the current user; empty for visitors and in the background."""
    return getSecurityManager().getUser().getId() or ""
