"""Applications whose pictures wait to be read, ordered by due time."""

from ndl.registration import stores
from ndl.registration.patrons.due_queue import DueQueue
from ndl.registration.store_interfaces.staff import IReadingQueue
from zope.component import getUtility
from zope.interface import implementer


@implementer(IReadingQueue)
class ReadingQueue(DueQueue):
    """Numbers of applications, filed with their readings."""


def get_reading_queue() -> ReadingQueue:
    """The queue of the current site."""
    return getUtility(IReadingQueue)


stores.register(IReadingQueue, ReadingQueue)
