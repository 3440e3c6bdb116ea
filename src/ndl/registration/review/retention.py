"""Scheduled erasure of pictures and personal data."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronRemoved
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from ndl.registration.review.decide import withdraw
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.indexing import index_application
from ndl.registration.review.queue import applications_of
from ndl.registration.review.states import is_open
from ndl.registration.review.states import state_of
from ndl.registration.settings import settings
from plone import api
from typing import Any
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


AT_ONCE = 100


def erase_due_pictures(limit: int = AT_ONCE) -> int:
    """Erase the pictures of applications decided long enough ago.

    Takes at most `limit` applications and returns their number.
    """
    found = _find_due(sort_on="application_pictures_due", sort_limit=limit)
    due = [entry._unrestrictedGetObject() for entry in found[:limit]]
    for application in due:
        erase_pictures(application)
    return len(due)


def count_due_pictures(grace: int = 0) -> int:
    """Number of applications whose pictures were due `grace` days ago."""
    return len(_find_due(grace))


def erase_pictures(application: RegistrationApplication) -> None:
    """Erase the pictures of one application, and audit it."""
    count = application.erase_pictures()
    application.reindexObject(idxs=["application_pictures_due"])
    if count:
        audit(
            AuditTag.DOCUMENTS_ERASED,
            application.patron_id,
            application=application.getId(),
            pictures=count,
        )


def strike_from_desk(
    application: RegistrationApplication, event: IObjectRemovedEvent
) -> None:
    """Erase the pictures, and strike the application unless the whole desk goes."""
    application.erase_pictures()
    desk = event.oldParent
    if isinstance(desk, RegistrationDesk):
        desk.strike(application.patron_id, application.getId())


@adapter(PatronRemoved)
def forget_person(event: PatronRemoved) -> None:
    """Withdraw open applications and erase personal data of a removed patron."""
    for application in applications_of(event.user_id):
        if is_open(state_of(application)):
            # A state added by the site may lack this step.
            with suppress(StepImpossible):
                withdraw(application)
        erase_pictures(application)
        application.erase_person()
        index_application(application)


def _find_due(grace: int = 0, **options: Any) -> Sequence[Any]:
    last = now() - timedelta(days=settings().picture_days + grace)
    return api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type=APPLICATION_TYPE,
        application_pictures_due={"query": int(last.timestamp()), "range": "max"},
        **options,
    )
