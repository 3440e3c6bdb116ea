"""Stores: data that a room keeps beside Plone's content, a utility of the site each.

A room registers its store where it defines it; installing the add-on makes and
registers those that a site does not have yet.
"""

from collections.abc import Callable
from collections.abc import Mapping
from persistent import Persistent
from types import MappingProxyType
from zope.interface.interface import InterfaceClass


Factory = Callable[[], Persistent]
_factories: dict[InterfaceClass, Factory] = {}


def register(interface: InterfaceClass, factory: Factory) -> None:
    """Have each site keep what `factory` makes, as a utility of `interface`."""
    _factories[interface] = factory


def registered() -> Mapping[InterfaceClass, Factory]:
    """All factories by interface."""
    return MappingProxyType(_factories)
