"""What follows when a manager deletes an application."""

from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


def strike_from_desk(
    application: RegistrationApplication, event: IObjectRemovedEvent
) -> None:
    """Forget whose it was, unless the whole desk goes."""
    desk = event.oldParent
    if isinstance(desk, RegistrationDesk):
        desk.strike(application.patron_id, application.getId())
