from datetime import timedelta
from ndl.registration.config import today
from ndl.registration.review.calendar import is_business_day
from plone import api
from plone.app.testing import login

import pytest


COPY = {
    "title": "みだれ髪",
    "pages": "pp. 12-25",
    "size": "a4",
    "colour": "grey",
    "delivery": "post",
    "payment": "transfer",
}


def open_day():
    day = today() + timedelta(days=1)
    while not is_business_day(day):
        day += timedelta(days=1)
    return day


@pytest.fixture
def staff():
    """The current user is somebody who handles requests."""
    api.user.create("clerk@ndl.example", "clerk", "Kawabe-4711-x")
    api.user.grant_roles("clerk", roles=["Member", "Request Editor"])
    login(api.portal.get(), "clerk")
