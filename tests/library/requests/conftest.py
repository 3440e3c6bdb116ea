from ...pages.desk.conftest import log_in
from datetime import timedelta
from ndl.registration.clock import today
from ndl.registration.config import GROUP_REQUESTS
from ndl.registration.errors import DomainError
from ndl.registration.library.requests.place import place_request
from ndl.registration.review.calendar import is_business_day
from plone import api
from plone.app.testing import login
from transaction import commit

import pytest


__all__ = ["log_in"]

COPY = {
    "title": "みだれ髪",
    "pages": "pp. 12-25",
    "size": "a4",
    "colour": "grey",
    "delivery": "post",
    "payment": "transfer",
}


MAP = {"title": "Map", "held": "tokyo", "place": "kansai"}


def open_day():
    day = today() + timedelta(days=1)
    while not is_business_day(day):
        day += timedelta(days=1)
    return day


# Valid form values for each service.
VALUES = {
    "remote-photoduplication": lambda: COPY,
    "article-research": lambda: {"title": "Akiko"},
    "reference": lambda: {"question": "Who?"},
    "reservation": lambda: {"title": "Genji", "day": open_day()},
    "interfacility": lambda: MAP,
    "closed-stacks": lambda: {"title": "Genji", "place": "tokyo", "day": open_day()},
    "digitized-contents": dict,
}


def code_of(use_case, *arguments):
    """The code of a refusal; None if the use case succeeds."""
    try:
        use_case(*arguments)
    except DomainError as error:
        return error.code
    return None


@pytest.fixture
def staff():
    """Log in as a user who handles requests."""
    api.user.create("clerk@ndl.example", "clerk", "Kawabe-4711-x")
    api.group.add_user(groupname=GROUP_REQUESTS, username="clerk")
    login(api.portal.get(), "clerk")


@pytest.fixture
def clerk(log_in):
    """A visitor with the session of a user who handles requests."""
    return log_in("clerk")


@pytest.fixture
def asked(site, patron):
    """A request in its first state."""
    made = place_request(patron, "remote-photoduplication", COPY)
    commit()
    return made
