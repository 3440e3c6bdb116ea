"""Submission of an application for official registration (R116-R121)."""

from collections.abc import Sequence
from ndl.registration.documents.accept import Picture
from ndl.registration.documents.kinds import check_documents
from ndl.registration.documents.kinds import OTHER
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import Person
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from ndl.registration.review.desk import get_desk
from ndl.registration.review.numbers import title_of
from ndl.registration.review.numbers import unused_number
from ndl.registration.review.queue import refuse_second
from ndl.registration.review.reader import read_soon
from zope.event import notify
from zope.lifecycleevent import ObjectAddedEvent
from zope.lifecycleevent import ObjectCreatedEvent


def submit_application(
    patron: Patron,
    pictures: Sequence[Picture],
    kind: str = OTHER,
    wanted: Person | None = None,
) -> RegistrationApplication:
    """Add an application of the patron to the desk, whoever the current user is.

    `kind` is the name of a kind of document; `wanted` are the new data that an
    official patron applies for. Raises ApplicationOpen and what check_documents
    raises.
    """
    check_documents(kind, len(pictures))
    refuse_second(patron.user_id)
    desk = get_desk()
    number = unused_number(desk)
    application = RegistrationApplication(number)
    application.portal_type = APPLICATION_TYPE
    application.receive(patron, kind, pictures, wanted)
    application.title = title_of(application)
    stored = _put(desk, application)
    desk.record(patron.user_id, number)
    read_soon(stored)
    audit(AuditTag.APPLICATION_SUBMITTED, patron.user_id, application=number)
    return stored


def _put(
    desk: RegistrationDesk, application: RegistrationApplication
) -> RegistrationApplication:
    # Not _setObject: it would make the current user the owner, and its container
    # event writes the desk, so that all parallel submissions would conflict.
    number = application.getId()
    notify(ObjectCreatedEvent(application))
    desk._setOb(number, application)
    stored = desk._getOb(number)
    notify(ObjectAddedEvent(stored, desk, number))
    return stored
