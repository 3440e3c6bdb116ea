"""The add-on's front page of a site, across a removal and a new installation."""

from ndl.registration.config import FRONT_DOOR
from Products.CMFPlone.Portal import PloneSite
from zope.annotation.interfaces import IAnnotations


_CLOSED = "ndl.registration.front-door"
_STOCK = "listing_view"


def close_front_door(portal: PloneSite) -> None:
    """Show Plone's list in place of the front page, which is about to go."""
    if portal.getLayout() == FRONT_DOOR:
        portal.setLayout(_STOCK)
        IAnnotations(portal)[_CLOSED] = True


def open_front_door(portal: PloneSite) -> None:
    """Show the front page again, unless another one was chosen meanwhile."""
    was_open = IAnnotations(portal).pop(_CLOSED, False)
    if was_open and portal.getLayout() == _STOCK:
        portal.setLayout(FRONT_DOOR)


def forget_front_door(portal: PloneSite) -> None:
    """Forget that the front page was shown."""
    IAnnotations(portal).pop(_CLOSED, None)
