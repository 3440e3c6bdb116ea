"""Version 1003: what patrons of one date of birth are found by lies together."""

from ndl.registration.patrons.directory import get_directory
from Products.GenericSetup.tool import SetupTool

import transaction


_BATCH = 5_000


def index_persons(setup_tool: SetupTool) -> None:
    """Index all patrons by name and date of birth, and by telephone."""
    directory = get_directory()
    for place, _patron in enumerate(directory.index_persons_anew(), start=1):
        if place % _BATCH == 0:
            # What was changed leaves the memory.
            transaction.savepoint(optimistic=True)
            directory._p_jar.cacheGC()
