"""Stores: persistent data outside of Plone's content, as local utilities of the site.

A package registers its store beside its definition; installing the add-on creates
and registers the stores that a site does not have yet.
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
    """Make each site keep an object made by `factory`, as a utility for `interface`."""
    _factories[interface] = factory


def registered() -> Mapping[InterfaceClass, Factory]:
    """All factories, by interface."""
    return MappingProxyType(_factories)


def alone(store: S, act: Callable[[S], T]) -> T:
    """Run `act` on a store in a transaction of its own, and return the result.

    The change stays if the transaction of the request is aborted. Raises ConflictError.
    """
    if store._p_jar is None:
        return act(store)
    manager = TransactionManager()
    connection = store._p_jar.db().open(manager)
    try:
        with manager:
            return act(connection.get(store._p_oid))
    except POSKeyError:
        # The store was created in the transaction of the request.
        return act(store)
    finally:
        connection.close()
