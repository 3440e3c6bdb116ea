from ..desk.conftest import log_in
from ..desk.conftest import staff
from ndl.registration.config import GROUP_COUNTER
from plone import api
from transaction import commit

import pytest


__all__ = ["log_in", "staff"]


@pytest.fixture
def officer(log_in):
    """A visitor who works at the counter."""
    api.user.create(
        email="officer@ndl.example", username="officer", password="Kawabe-4711-x"
    )
    api.group.add_user(groupname=GROUP_COUNTER, username="officer")
    commit()
    return log_in("officer")


@pytest.fixture
def applicant(site, make_patron):
    patron = make_patron(language="en")
    commit()
    return patron
