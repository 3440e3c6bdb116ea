"""Removal from a site whose frontend is Volto."""

from ..layers import fixtures_of
from ..layers import kept
from .removal import manager  # noqa: F401
from .removal import Removal
from .removal import used  # noqa: F401
from .volto import VOLTO_FIXTURE
from .volto import VOLTO_TESTING

import pytest


globals().update(fixtures_of(VOLTO_TESTING, "volto", "functional"))


@pytest.fixture(autouse=True, scope="module")
def _keep_volto(request, _keep_layers):
    """Set the site up once for these tests."""
    with kept(request, (VOLTO_FIXTURE, VOLTO_TESTING)):
        yield


class TestVoltoSite(Removal):
    pass
