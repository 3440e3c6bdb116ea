"""The patron who is logged in."""

from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from plone import api


def current_patron() -> Patron | None:
    """The patron who is logged in, if the user is one."""
    return get_directory().get(api.user.get_current().getId() or "")


class PatronMixin:
    """For pages whose permission only patrons have."""

    @property
    def patron(self) -> Patron:
        """The patron who is logged in."""
        return get_directory()[api.user.get_current().getId()]
