"""Removal from a Classic site."""

from .removal import manager  # noqa: F401
from .removal import Removal
from .removal import used  # noqa: F401


class TestClassicSite(Removal):
    pass
