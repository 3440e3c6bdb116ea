"""A process that places requests and hands them over; killed at a given moment.

`python -m tests.library.handover.iso18626.process FOLDER URL MOMENT`
"""

from .agency import KEY
from .agency import PORTAL
from .agency import SYSTEM
from benchmarks.patrons import make_patron
from benchmarks.pictures import provide_settings
from ndl.registration import stores
from ndl.registration.background import SiteRef
from ndl.registration.library.handover import passing
from ndl.registration.library.handover import worker
from ndl.registration.library.handover.interfaces import IRequestBackend
from ndl.registration.library.handover.iso18626 import backend
from ndl.registration.library.handover.outbox import get_outbox
from ndl.registration.library.handover.passing import hand_over
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.store import get_requests
from ndl.registration.patrons.directory import get_directory
from ndl.registration.settings import settings
from pathlib import Path
from persistent import Persistent
from random import Random
from ZODB import DB
from ZODB.FileStorage import FileStorage
from zope.component import getGlobalSiteManager
from zope.component import provideUtility
from zope.component.hooks import site as current_site
from zope.component.persistentregistry import PersistentComponents
from zope.interface import implementer
from zope.location.interfaces import ISite

import os
import signal
import sys
import time
import transaction


NUMBER = 5


@implementer(ISite)
class Site(Persistent):
    """A minimal substitute for a portal and its root."""

    def __init__(self):
        self.manager = PersistentComponents(bases=(getGlobalSiteManager(),))
        for interface, factory in stores.registered().items():
            self.manager.registerUtility(factory(), interface)

    def getSiteManager(self):
        return self.manager

    def unrestrictedTraverse(self, path):
        return self

    def getPhysicalPath(self):
        return ("",)

    def getPhysicalRoot(self):
        return self


def die(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)


def prepare(url):
    provide_settings()
    provideUtility(backend.Iso18626Backend(), IRequestBackend, "iso18626")
    values = settings()
    values.iso18626_url = url
    values.iso18626_portal, values.iso18626_system = PORTAL, SYSTEM
    os.environ["NDL_REGISTRATION_ISO18626_KEY"] = KEY
    worker.HOLD = worker.FIRST_WAIT = 1
    worker.current_backend = lambda: backend.Iso18626Backend()
    passing.current_backend = worker.current_backend


def place_some():
    patron = make_patron(get_directory(), 1, Random(1))
    get_directory().add(patron)
    for number in range(NUMBER):
        request = PatronRequest(
            request_id=get_requests().unused_id(),
            user_id=patron.user_id,
            service="remote-photoduplication",
            values={"title": f"Work {number}"},
        )
        get_requests().add(request)
        hand_over(request)


def die_at(moment):
    """Kill the process at a moment; its own worker thread stays idle."""
    worker.threads.wake = die if moment == "committed" else lambda place: None
    send, settle = backend.send, worker._settle
    if moment == "taken":
        backend.send = die
    if moment == "sent":
        backend.send = lambda *arguments: die(send(*arguments))
    if moment == "settled":
        worker._settle = lambda *arguments: die(settle(*arguments))


def work_off(place):
    """Hand requests over until the outbox is empty; returns how many are left."""
    end = time.monotonic() + 40
    while time.monotonic() < end:
        while worker.hand_over_due(place):
            pass
        transaction.abort()
        if not get_outbox().first(1):
            break
        time.sleep(0.2)
    return len(get_outbox().first(100))


def main():
    folder, url, moment = sys.argv[1:]
    prepare(url)
    die_at(moment)
    database = DB(FileStorage(str(Path(folder) / "data.fs")))
    with database.transaction() as connection:
        if "Application" not in connection.root():
            connection.root()["Application"] = Site()
    connection = database.open()
    with current_site(connection.root()["Application"]):
        if moment != "rest":
            place_some()
            transaction.commit()
        print(work_off(SiteRef(database, "")))


if __name__ == "__main__":
    main()
