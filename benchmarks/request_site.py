"""A portal with many requests, and the measured lists; runs inside Zope."""

from AccessControl.SecurityManagement import newSecurityManager
from benchmarks.patrons import make_patron
from benchmarks.request_burst import make_request
from benchmarks.request_burst import SERVICE
from benchmarks.sites import zope
from collections.abc import Callable
from datetime import datetime
from datetime import timedelta
from itertools import cycle
from itertools import islice
from ndl.registration.clock import now
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.store import get_requests
from ndl.registration.patrons.directory import get_directory
from plone import api
from random import Random
from scripts.portal.settings import SITE_ID
from statistics import median
from time import process_time
from tqdm import tqdm
from typing import Any
from zope.component.hooks import setSite
from zope.interface import alsoProvides

import transaction


SAMPLES = 15
BATCH = 20_000
_DONE_SO_FAR = "benchmark-requests"
# Requests of a patron, seconds between two requests, and the share that is done.
OWN, APART, DONE = 20, 30, 0.8
FILTERS = {
    "queue, to do": {},
    "queue, done": {"state": "done", "service": SERVICE},
}


def fill(size: int) -> None:
    """Add requests up to `size`; most are done a day later.

    An interrupted run continues with the unfinished batch.
    """
    start = now() - timedelta(seconds=APART * size)
    with zope() as app:
        setSite(app[SITE_ID])
        root = app._p_jar.root()
        with tqdm(total=size, unit=" requests", disable=None) as bar:
            while (done := root.get(_DONE_SO_FAR, 0)) < size:
                bar.update(done - bar.n)
                for first in range(done, min(done + BATCH, size), OWN):
                    _place(first, min(OWN, size - first), start)
                root[_DONE_SO_FAR] = min(done + BATCH, size)
                transaction.commit()
                app._p_jar.cacheGC()


def _place(first: int, count: int, start: datetime) -> None:
    """Add the requests of one patron."""
    directory, store, random = get_directory(), get_requests(), Random(first)
    patron = make_patron(directory, first, random)
    directory.add(patron)
    for number in range(first, first + count):
        request = make_request(store, patron.user_id, number)
        request.placed = request.since = start + timedelta(seconds=APART * number)
        store.add(request)
        if random.random() < DONE:
            store.move(request, State.DONE, request.since + timedelta(days=1))


def measure() -> dict[str, tuple[float, float]]:
    """Milliseconds of each list, cold and warm."""
    with zope() as app:
        setSite(app[SITE_ID])
        numbers = get_requests().lanes.ids(State.DONE)
        found = (get_requests().get(n) for n in islice(numbers, 2 * OWN))
        patrons = sorted({request.user_id for request in found if request})
    works: dict[str, Callable[[Any], object]] = {
        name: lambda app, query=query: _queue(app, query)
        for name, query in FILTERS.items()
    }
    turn = cycle(patrons)
    works["own requests"] = lambda app: _own(app, next(turn))
    return {name: _times(act) for name, act in works.items()}


def _times(act: Callable[[Any], object]) -> tuple[float, float]:
    cold, warm = [], []
    for _number in range(SAMPLES):
        with zope() as app:
            setSite(app[SITE_ID])
            alsoProvides(app.REQUEST, IBrowserLayer)
            # Excludes one-time costs of the process, such as compiled templates.
            act(app)
            transaction.abort()
            app._p_jar.cacheMinimize()
            cold.append(_milliseconds(act, app))
            transaction.abort()
            warm.append(_milliseconds(act, app))
    return median(cold), median(warm)


def _queue(app: Any, query: dict[str, str]) -> object:
    """The first page of the staff's queue."""
    app.REQUEST.form = dict(query)
    page = api.content.get_view("request-desk", app[SITE_ID], app.REQUEST)()
    return _checked(page, "ndl-number")


def _own(app: Any, user_id: str) -> object:
    """All requests of one patron."""
    app.REQUEST.form = {}
    newSecurityManager(None, app[SITE_ID].acl_users.getUserById(user_id))
    page = api.content.get_view("my-requests", app[SITE_ID], app.REQUEST)()
    return _checked(page, "ndl-number")


def _checked(page: str, words: str) -> str:
    if words not in page:
        raise SystemExit("A page lists nothing.")
    return page


def _milliseconds(act: Callable[[Any], object], app: Any) -> float:
    start = process_time()
    act(app)
    return 1000 * (process_time() - start)
