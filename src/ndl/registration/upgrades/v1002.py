"""Version 1002: applications are cataloged by date, and their titles name the kind."""

from ndl.registration.review.desk import get_desk
from ndl.registration.review.numbers import title_of
from Products.CMFCore.indexing import processQueue
from Products.GenericSetup.tool import SetupTool

import transaction


INDEXES = ("created", "modified", "effective", "Date")
_BATCH = 200


def file_by_date(setup_tool: SetupTool) -> None:
    """Reindex all applications by the dates of receipt and of the last step."""
    desk = get_desk()
    for place, number in enumerate(list(desk.objectIds()), start=1):
        application = desk._getOb(number)
        application.title = title_of(application)
        application.reindexObject(idxs=list(INDEXES))
        if place % _BATCH == 0:
            # Lets changed objects leave the memory.
            processQueue()
            transaction.savepoint(optimistic=True)
            desk._p_jar.cacheGC()
