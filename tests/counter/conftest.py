from ..account.conftest import patron
from ..account.conftest import portal
from ..account.conftest import public_url
from ndl.registration.config import GROUP_COUNTER
from plone import api

import pytest
import transaction


__all__ = ["patron", "portal", "public_url"]


@pytest.fixture
def officer(portal):
    """An officer of the counter, who is the current user of the test."""
    api.user.create(
        email="officer@ndl.example", username="officer", password="Kawabe-4711-x"
    )
    api.group.add_user(groupname=GROUP_COUNTER, username="officer")
    transaction.commit()
    with api.env.adopt_user("officer"):
        yield "officer"
