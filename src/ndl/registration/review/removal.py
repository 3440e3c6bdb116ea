"""What follows when an application or its patron is gone."""

from contextlib import suppress
from ndl.registration.events import PatronRemoved
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from ndl.registration.review.decide import withdraw
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.queue import applications_of
from ndl.registration.review.retention import erase_pictures
from ndl.registration.review.states import is_open
from ndl.registration.review.states import state_of
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


def strike_from_desk(
    application: RegistrationApplication, event: IObjectRemovedEvent
) -> None:
    """Erase the pictures; forget whose it was, unless the whole desk goes."""
    application.erase_pictures()
    desk = event.oldParent
    if isinstance(desk, RegistrationDesk):
        desk.strike(application.patron_id, application.getId())


@adapter(PatronRemoved)
def forget_person(event: PatronRemoved) -> None:
    """Close what waits, and erase who it was: number, states and times stay."""
    for application in applications_of(event.user_id):
        if is_open(state_of(application)):
            # A state that the site has added need not know that step.
            with suppress(StepImpossible):
                withdraw(application)
        erase_pictures(application)
        application.erase_person()
