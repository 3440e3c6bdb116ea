"""Stores: data of a room outside of Plone's content; each is a utility of the site.

A room registers its store where it defines it; installing the add-on makes and
registers those that a site does not have yet.
"""

from collections.abc import Callable
from collections.abc import Mapping
from persistent import Persistent
from transaction import TransactionManager
from types import MappingProxyType
from typing import TypeVar
from ZODB.POSException import POSKeyError
from zope.interface.interface import InterfaceClass


Factory = Callable[[], Persistent]
S = TypeVar("S", bound=Persistent)
T = TypeVar("T")
_factories: dict[InterfaceClass, Factory] = {}


def register(interface: InterfaceClass, factory: Factory) -> None:
    """Have each site keep what `factory` makes, as a utility of `interface`."""
    _factories[interface] = factory


def registered() -> Mapping[InterfaceClass, Factory]:
    """All factories by interface."""
    return MappingProxyType(_factories)


def alone(store: S, act: Callable[[S], T]) -> T:
    """Run `act` on a store in a transaction of its own, and return its result.

    It holds whatever becomes of the transaction of the request. Raises ConflictError.
    """
    if store._p_jar is None:
        return act(store)
    manager = TransactionManager()
    connection = store._p_jar.db().open(manager)
    try:
        with manager:
            return act(connection.get(store._p_oid))
    except POSKeyError:
        # The store is as new as the transaction of the request.
        return act(store)
    finally:
        connection.close()
