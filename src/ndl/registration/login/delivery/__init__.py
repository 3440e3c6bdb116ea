"""The channels by which a code reaches its owner: a named utility each."""

from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.interfaces import IDeliveryChannel
from ndl.registration.interfaces import Identity
from transaction.interfaces import TransientError
from zope.component import getUtilitiesFor
from zope.component import getUtility

import logging


EMAIL = "email"
logger = logging.getLogger(__name__)


class DeliveryFailed(DomainError):
    """A channel could not take the code."""

    code = Code.DELIVERY_FAILED
    message = _(
        "The authentication code cannot be sent this way at the moment. Please try "
        "again later or choose another way."
    )


def get_channel(name: str) -> IDeliveryChannel:
    """The channel of this name, see IDeliveryChannel."""
    return getUtility(IDeliveryChannel, name=name)


def channels_for(
    identity: Identity, but: str = ""
) -> list[tuple[str, IDeliveryChannel]]:
    """The channels that serve the identity, by name, without the one in use."""
    found = sorted(getUtilitiesFor(IDeliveryChannel), key=lambda pair: pair[0])
    return [(name, c) for name, c in found if name != but and c.serves(identity)]


def deliver(name: str, identity: Identity, code: str) -> None:
    """Send the code by the channel of this name.

    Whatever goes wrong in a channel, the login stays closed and the patron is
    told. Raises DeliveryFailed, or the DomainError of the channel.
    """
    try:
        get_channel(name).send(identity, code)
    except (DomainError, TransientError):
        raise
    except Exception as error:
        # Its text may hold a telephone number or the code.
        logger.error("channel %s failed: %s", name, type(error).__name__)  # noqa: TRY400
        raise DeliveryFailed from error
