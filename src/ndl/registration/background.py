"""Background work: a thread with a site and a transaction of its own."""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ndl.registration.config import site_path
from ndl.registration.sites import find_sites
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from typing import Any
from ZODB.POSException import ConflictError
from zope.component import queryUtility
from zope.component.hooks import getSite
from zope.component.hooks import site as current_site

import logging
import transaction
import Zope2


logger = logging.getLogger(__name__)
_TRIES = 10


@dataclass(frozen=True)
class Place:
    """A site, and the database in which it is."""

    database: Any
    path: str

    @contextmanager
    def site(self) -> Iterator[Any]:
        """The site as it is now, and the manager with which changes are committed.

        It is that of the thread: mails and lines of the audit log wait for its commit.
        """
        manager = transaction.manager
        connection = self.database.open(manager)
        try:
            root = connection.root()["Application"]
            with current_site(root.unrestrictedTraverse(self.path)):
                yield manager
        finally:
            manager.abort()
            connection.close()

    def write(self, change: Callable[[], Any]) -> Any:
        """Commit a change, again when another process has changed the same.

        Answers what `change` answered last, None where others were always faster.
        """
        for _ in range(_TRIES):
            try:
                with self.site() as manager:
                    answer = change()
                    manager.commit()
                    return answer
            except ConflictError:
                continue
        return None


def here() -> Place:
    """Database and path of the current site."""
    return Place(getSite().getPhysicalRoot()._p_jar.db(), site_path())


def start_in_sites(start: Callable[[], None], what: str) -> None:
    """Call `start` in each site with the add-on, when Zope starts.

    A site that cannot be read never keeps the others, or Zope, from starting.
    """
    app = Zope2.app()
    try:
        for site in find_sites(app):
            try:
                with current_site(site):
                    if queryUtility(IPatronDirectory) is not None:
                        start()
            except Exception:
                # Whatever is wrong with one site.
                logger.exception("%s of %s was not started.", what, site.getId())
    finally:
        transaction.abort()
        app._p_jar.close()
