"""Version 1003: index keys of the same date of birth are stored together."""

from ndl.registration.patrons.directory import get_directory
from Products.GenericSetup.tool import SetupTool

import transaction


_BATCH = 5_000


def index_persons(setup_tool: SetupTool) -> None:
    """Rebuild the index of patrons by date of birth with name, and by telephone."""
    directory = get_directory()
    for place, _patron in enumerate(directory.index_persons_anew(), start=1):
        if place % _BATCH == 0:
            # Lets changed objects leave the memory.
            transaction.savepoint(optimistic=True)
            directory._p_jar.cacheGC()
