"""Version 1004: claims, questions and decisions are indexed by the time they end."""

from ndl.registration.review.desk import get_desk
from ndl.registration.review.index import get_index
from ndl.registration.review.index import Walk
from ndl.registration.review.indexing import index_application
from ndl.registration.review.lapse import ENDING
from Products.GenericSetup.tool import SetupTool

import transaction


_BATCH = 200


def file_by_end(setup_tool: SetupTool) -> None:
    """Reindex all applications in states that end by themselves."""
    desk = get_desk()
    waiting = [entry.number for entry in get_index().walk(Walk(ENDING))]
    for place, number in enumerate(waiting, start=1):
        if number in desk:
            index_application(desk._getOb(number))
        if place % _BATCH == 0:
            # Lets changed objects leave the memory.
            transaction.savepoint(optimistic=True)
            desk._p_jar.cacheGC()
