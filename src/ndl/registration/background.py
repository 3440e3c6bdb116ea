"""Background work: threads, each with a site and a transaction of its own."""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ndl.registration.sites import find_sites
from ndl.registration.sites import site_path
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
class SiteRef:
    """Path of a site, and the database that contains the site."""

    database: Any
    path: str

    @contextmanager
    def site(self) -> Iterator[Any]:
        """Open a connection, make the site current, and yield the transaction manager.

        The manager is the thread's own, so mails and audit log lines wait for its
        commit.
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
        """Whether the site exists and has the add-on installed."""
        try:
            with self.site():
                return queryUtility(IPatronDirectory) is not None
        except KeyError:
            return False

    def write(self, change: Callable[[], Any]) -> Any:
        """Commit a change; retry it after a conflict with another process.

        Returns the result of `change`, or None if every try ended in a conflict.
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
    """Daemon thread that does the pending work of a site until it is stopped."""

    def __init__(self, threads: "SiteThreads", place: SiteRef) -> None:
        super().__init__(name=threads.name, daemon=True)
        self.threads, self.place = threads, place
        self.bell = Event()
        self.is_stopped = False

    def run(self) -> None:
        """Work when woken and at each interval, while the site has the add-on."""
        while not self.is_stopped:
            self.bell.clear()
            try:
                if not self.place.has_add_on():
                    return
                while not self.is_stopped and self.threads.work(self.place):
                    pass
            except Exception as error:  # noqa: BLE001 - the thread has to live on
                # The text of the exception may hold personal data.
                logger.error("%s: %s", self.name, type(error).__name__)  # noqa: TRY400
            self.bell.wait(self.threads.interval)

    def stop(self) -> None:
        """Make the thread end after its current piece of work."""
        self.is_stopped = True
        self.bell.set()


class SiteThreads:
    """The threads of this process for one kind of work: one thread for each site.

    `work` does part of the pending work of a site and returns how many items it did. It
    is called when a thread is woken, and also every `interval` seconds, because a
    killed process leaves work behind.
    """

    def __init__(
        self, name: str, work: Callable[[SiteRef], int], interval: float
    ) -> None:
        self.name, self.work, self.interval = name, work, interval
        self._threads: dict[str, SiteThread] = {}
        self._lock = Lock()
        _all_threads.add(self)

    def wake(self, place: SiteRef) -> None:
        """Make the thread of a site work now; start it if there is none."""
        with self._lock:
            found = self._threads.get(place.path)
            if found is not None and found.place != place:
                found.stop()
            if found is None or not found.is_alive() or found.is_stopped:
                found = self._threads[place.path] = SiteThread(self, place)
                found.start()
        found.bell.set()

    def wake_after_commit(self, place: SiteRef) -> None:
        """Wake the thread of a site as soon as this transaction is committed."""
        transaction.get().addAfterCommitHook(self._wake, (place,))

    def stop(self, timeout: float | None = None) -> None:
        """Stop all threads and wait for them, at most `timeout` seconds for each."""
        with self._lock:
            ended = list(self._threads.values())
            self._threads.clear()
        for thread in ended:
            thread.stop()
        for thread in ended:
            thread.join(timeout)

    def _wake(self, is_committed: bool, place: SiteRef) -> None:
        if is_committed:
            self.wake(place)


def stop_background_work(timeout: float) -> None:
    """Stop the background threads of all sites, before the databases are closed.

    Waits at most `timeout` seconds for each thread.
    """
    for threads in list(_all_threads):
        threads.stop(timeout)


def here() -> SiteRef:
    """Database and path of the current site."""
    return SiteRef(getSite().getPhysicalRoot()._p_jar.db(), site_path())


def start_in_sites(start: Callable[[], None], what: str) -> None:
    """Call `start` in each site with the add-on, when Zope starts.

    An error in one site is logged: the other sites and Zope start all the same.
    """
    app = Zope2.app()
    try:
        for site in find_sites(app):
            try:
                with current_site(site):
                    if queryUtility(IPatronDirectory) is not None:
                        start()
            except Exception:
                # An error of any kind in one site must not stop the others.
                logger.exception("%s of %s was not started.", what, site.getId())
    finally:
        transaction.abort()
        app._p_jar.close()
