"""A password that staff have given is changed at the first login."""

from ndl.registration.events import PasswordChanged
from ndl.registration.patrons.directory import get_directory
from zope.component import adapter


def must_change_password(user_id: str) -> bool:
    """Whether the patron logs in with a password that staff know."""
    patron = get_directory().get(user_id)
    return patron is not None and patron.initial_password_until is not None


@adapter(PasswordChanged)
def forget_initial_password(event: PasswordChanged) -> None:
    """Whoever chooses a password, also by a mailed link, has one of their own."""
    patron = get_directory().get(event.user_id)
    if patron is not None and patron.initial_password_until is not None:
        patron.initial_password_until = None
