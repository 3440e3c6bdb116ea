"""A delivery channel as an institution may add: it reads the code by telephone."""

from ndl.registration.interfaces import IDeliveryChannel
from ndl.registration.patrons.directory import get_directory
from zope.component import getGlobalSiteManager
from zope.interface import implementer


NAME = "telephone"


@implementer(IDeliveryChannel)
class Telephone:
    title = "Authentication code by telephone"
    page = ""
    needs = ""
    broken: Exception | None = None

    def __init__(self):
        self.codes = []
        self.told_addresses = []

    def serves(self, identity):
        patron = get_directory().get(identity.user_id)
        return patron is not None and patron.is_official and patron.residence.in_japan

    def recipient(self, identity):
        return "*****" + get_directory()[identity.user_id].phone[-4:]

    def told(self, identity):
        return f"You will be called at {self.recipient(identity)}."

    def send(self, identity, code):
        if self.broken:
            raise self.broken
        self.codes.append(code)

    def tell_of_address(self, identity, masked):
        self.told_addresses.append(masked)


def plug_in():
    """Register the channel; returns it and a function to unregister it."""
    channel, manager = Telephone(), getGlobalSiteManager()
    manager.registerUtility(channel, IDeliveryChannel, NAME)
    return channel, lambda: manager.unregisterUtility(channel, IDeliveryChannel, NAME)
