"""Finding applications, by index and never by loading all."""

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import datetime
from datetime import time
from ndl.registration.config import now
from ndl.registration.config import site_zone
from ndl.registration.review.calendar import last_late_day
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.desk import get_desk
from ndl.registration.review.states import all_states
from ndl.registration.review.states import is_open
from ndl.registration.review.states import open_states
from ndl.registration.review.states import state_of
from plone import api
from Products.CMFPlone.CatalogTool import CatalogTool
from typing import Any


BATCH = 20


def find_applications(
    states: Iterable[str], start: int = 0, size: int = BATCH
) -> Sequence[Any]:
    """Catalog entries in these states, longest waiting first.

    For callers that have checked the right to review.
    """
    return _catalog().unrestrictedSearchResults(
        portal_type=APPLICATION_TYPE,
        review_state=[str(state) for state in states],
        sort_on="application_submitted",
        b_start=start,
        b_size=size,
    )


def count_applications() -> dict[str, int]:
    """How many applications are in each state."""
    return {state: _count(state) for state in all_states()}


def count_late() -> int:
    """How many applications should have been decided before today."""
    zone = site_zone()
    end = datetime.combine(last_late_day(now().astimezone(zone).date()), time.max, zone)
    found = _catalog().unrestrictedSearchResults(
        portal_type=APPLICATION_TYPE,
        review_state=[str(state) for state in open_states()],
        application_submitted={
            "query": int(end.timestamp() * 1_000_000),
            "range": "max",
        },
    )
    return len(found)


def applications_of(user_id: str) -> list[RegistrationApplication]:
    """All applications of a patron, newest first."""
    desk = get_desk()
    found = (desk._getOb(i) for i in desk.ids_of(user_id) if i in desk)
    return sorted(found, key=lambda a: a.submitted_at, reverse=True)


def open_application_of(user_id: str) -> RegistrationApplication | None:
    """The application of the patron that waits for a decision, if any."""
    for application in applications_of(user_id):
        if is_open(state_of(application)):
            return application
    return None


def _count(state: str) -> int:
    found = _catalog().unrestrictedSearchResults(
        portal_type=APPLICATION_TYPE, review_state=str(state)
    )
    return len(found)


def _catalog() -> CatalogTool:
    return api.portal.get_tool("portal_catalog")
