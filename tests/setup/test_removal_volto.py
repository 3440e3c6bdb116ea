"""Removal from a site whose frontend is Volto."""

from .removal import manager  # noqa: F401
from .removal import Removal
from .removal import used  # noqa: F401
from .volto import VOLTO_TESTING
from pytest_plone import fixtures_factory


globals().update(fixtures_factory(((VOLTO_TESTING, "functional"),)))


class TestVoltoSite(Removal):
    pass
