"""Delivery channels for codes: a named utility each."""

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
    """A channel failed to send the code."""

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
    """Names and channels that serve the identity, sorted, without the channel `but`."""
    found = sorted(getUtilitiesFor(IDeliveryChannel), key=lambda pair: pair[0])
    return [(name, c) for name, c in found if name != but and c.serves(identity)]


def deliver(name: str, identity: Identity, code: str) -> None:
    """Send the code by the channel of this name.

    An unexpected error in a channel becomes DeliveryFailed, so that the patron gets a
    message and stays logged out. Raises DeliveryFailed, or the channel's DomainError.
    """
    try:
        get_channel(name).send(identity, code)
    except (DomainError, TransientError):
        raise
    except Exception as error:
        # The text of the exception may hold a telephone number or the code.
        logger.error("channel %s failed: %s", name, type(error).__name__)  # noqa: TRY400
        raise DeliveryFailed from error
