"""Background work: a thread with a site and a transaction of its own."""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ndl.registration.config import site_path
from ndl.registration.sites import find_sites
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from threading import Event
from threading import Lock
from threading import Thread
from typing import Any
from weakref import WeakSet
from ZODB.POSException import ConflictError
from zope.component import queryUtility
from zope.component.hooks import getSite
from zope.component.hooks import site as current_site

import logging
import transaction
import Zope2


logger = logging.getLogger(__name__)
_TRIES = 10
_all_threads: "WeakSet[SiteThreads]" = WeakSet()


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

    def has_add_on(self) -> bool:
        """Whether the site is there, and the add-on in it."""
        try:
            with self.site():
                return queryUtility(IPatronDirectory) is not None
        except KeyError:
            return False

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


class SiteThread(Thread):
    """Does what is due in a site until it is stopped; Zope need not wait for it."""

    def __init__(self, threads: "SiteThreads", place: Place) -> None:
        super().__init__(name=threads.name, daemon=True)
        self.threads, self.place = threads, place
        self.bell = Event()
        self.is_stopped = False

    def run(self) -> None:
        """Look when the bell rings, and now and then, while the site has the add-on."""
        while not self.is_stopped:
            self.bell.clear()
            try:
                if not self.place.has_add_on():
                    return
                while not self.is_stopped and self.threads.work(self.place):
                    pass
            except Exception as error:  # noqa: BLE001 - the thread has to live on
                # Its text may hold personal data.
                logger.error("%s: %s", self.name, type(error).__name__)  # noqa: TRY400
            self.bell.wait(self.threads.interval)

    def stop(self) -> None:
        """End after what is under way."""
        self.is_stopped = True
        self.bell.set()


class SiteThreads:
    """A thread of this process for each site that has something to be done.

    `work` does some of what is due in a site and answers how much that was; it is asked
    when a thread is woken and every `interval` seconds, as a killed process leaves what
    is due later.
    """

    def __init__(
        self, name: str, work: Callable[[Place], int], interval: float
    ) -> None:
        self.name, self.work, self.interval = name, work, interval
        self._threads: dict[str, SiteThread] = {}
        self._lock = Lock()
        _all_threads.add(self)

    def wake(self, place: Place) -> None:
        """Have the thread of a site look now; start it if there is none."""
        with self._lock:
            found = self._threads.get(place.path)
            if found is not None and found.place != place:
                found.stop()
            if found is None or not found.is_alive() or found.is_stopped:
                found = self._threads[place.path] = SiteThread(self, place)
                found.start()
        found.bell.set()

    def wake_after_commit(self, place: Place) -> None:
        """Have it look as soon as this transaction is committed."""
        transaction.get().addAfterCommitHook(self._wake, (place,))

    def stop(self, timeout: float | None = None) -> None:
        """End all of them, and wait for that; `timeout` seconds for each at most."""
        with self._lock:
            ended = list(self._threads.values())
            self._threads.clear()
        for thread in ended:
            thread.stop()
        for thread in ended:
            thread.join(timeout)

    def _wake(self, is_committed: bool, place: Place) -> None:
        if is_committed:
            self.wake(place)


def stop_background_work(timeout: float) -> None:
    """End all threads of sites, before the databases are closed.

    Waits `timeout` seconds for each at most.
    """
    for threads in list(_all_threads):
        threads.stop(timeout)


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
