"""Pictures of identity documents are not kept longer than needed."""

from collections.abc import Sequence
from datetime import timedelta
from ndl.registration.config import now
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.settings import settings
from plone import api
from typing import Any


AT_ONCE = 100


def erase_due_pictures(limit: int = AT_ONCE) -> int:
    """Erase the pictures of applications decided long enough ago.

    At most `limit` applications in one transaction; says how many there were.
    Forms that were never handed in go as well once they have expired.
    """
    get_drafts().purge()
    found = _find_due(sort_on="application_pictures_due", sort_limit=limit)
    due = [entry._unrestrictedGetObject() for entry in found[:limit]]
    for application in due:
        erase_pictures(application)
    return len(due)


def count_due_pictures(grace: int = 0) -> int:
    """How many applications have pictures that were due `grace` days ago."""
    return len(_find_due(grace))


def erase_pictures(application: RegistrationApplication) -> None:
    """Erase the pictures of one application, and record it."""
    count = application.erase_pictures()
    application.reindexObject(idxs=["application_pictures_due"])
    if count:
        audit(
            AuditTag.DOCUMENTS_ERASED,
            application.patron_id,
            application=application.getId(),
            pictures=count,
        )


def _find_due(grace: int = 0, **options: Any) -> Sequence[Any]:
    last = now() - timedelta(days=settings().picture_days + grace)
    return api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type=APPLICATION_TYPE,
        application_pictures_due={"query": int(last.timestamp()), "range": "max"},
        **options,
    )
