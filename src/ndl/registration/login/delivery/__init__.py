"""The channels by which a code reaches its owner: a named utility each."""

from ndl.registration.interfaces import IDeliveryChannel
from ndl.registration.login.accounts import Identity
from typing import Any
from zope.component import getUtilitiesFor
from zope.component import getUtility


EMAIL = "email"


def get_channel(name: str) -> Any:
    """The channel of this name, see IDeliveryChannel."""
    return getUtility(IDeliveryChannel, name=name)


def channels_for(identity: Identity, but: str = "") -> list[tuple[str, Any]]:
    """The channels that serve the identity, by name, without the one in use."""
    found = sorted(getUtilitiesFor(IDeliveryChannel), key=lambda pair: pair[0])
    return [(name, c) for name, c in found if name != but and c.serves(identity)]
