"""The works that are measured at the desk; runs inside Zope."""

from benchmarks.desk_growth import apply_once
from benchmarks.memory import peak_of
from benchmarks.sites import zope
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from ndl.registration.clock import now
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.desk import get_desk
from ndl.registration.review.filters import Filters
from ndl.registration.review.queue import take_next
from ndl.registration.review.search import find_by_text
from ndl.registration.review.states import State
from plone import api
from Products.CMFCore.indexing import processQueue
from random import Random
from scripts.portal.settings import SITE_ID
from time import process_time
from typing import Any
from zope.component.hooks import setSite
from zope.interface import alsoProvides

import json
import transaction


COLLECTION = "benchmark-collection"
_WHO = "manager"
_ROWS = 20
_IS = "plone.app.querystring.operation.selection.any"
_PATH = "plone.app.querystring.operation.string.path"


def prepare() -> None:
    """Create the collection that is compared with the desk."""
    with zope() as app:
        site = app[SITE_ID]
        setSite(site)
        if COLLECTION in site.objectIds():
            return
        query = [
            {"i": "portal_type", "o": _IS, "v": [APPLICATION_TYPE]},
            {"i": "review_state", "o": _IS, "v": [str(State.SUBMITTED)]},
        ]
        api.content.create(
            container=site,
            type="Collection",
            id=COLLECTION,
            title="Applications",
            query=query,
            sort_on="id",
            item_count=_ROWS,
        )
        transaction.commit()


def sample(name: str) -> tuple[float, float, float]:
    """Milliseconds of a work, cold and warm, and megabytes of the cold one."""
    act = WORKS[name]
    with _site() as app:
        act(app)
    with _site() as app:
        app._p_jar.cacheMinimize()
        with peak_of() as peak:
            cold = _milliseconds(act, app)
    with _site() as app:
        warm = _milliseconds(act, app)
    return cold, warm, peak.megabytes


@contextmanager
def _site() -> Iterator[Any]:
    """A site with a new request, so that nothing cached on a request is reused."""
    with zope() as app:
        setSite(app[SITE_ID])
        alsoProvides(app.REQUEST, IBrowserLayer)
        with api.env.adopt_user(username=_WHO):
            try:
                yield app
            finally:
                transaction.abort()


def _desk_page(name: str, **form: str) -> Callable[[Any], object]:
    def show(app: Any) -> object:
        app.REQUEST.form.update(form)
        return api.content.get_view(name, get_desk(), app.REQUEST)()

    return show


def _next(app: Any) -> object:
    take_next(Filters())
    return _written()


def _submit(app: Any) -> object:
    apply_once(now().microsecond, Random())
    return _written()


def _written() -> object:
    """Do the work of a commit, except for writing to the disk."""
    processQueue()
    return transaction.savepoint()


def _contents(app: Any) -> object:
    """The first rows of the desk's stock folder contents, from the same catalog."""
    path = {"i": "path", "o": _PATH, "v": "/registration-desk::1"}
    query = {
        "criteria": [path],
        "sort_on": "getObjPositionInParent",
        "sort_order": "ascending",
    }
    app.REQUEST.form.update(
        name="plone.app.vocabularies.Catalog",
        query=json.dumps(query),
        batch=json.dumps({"page": 1, "size": _ROWS}),
        attributes=json.dumps(["id", "review_state"]),
    )
    view = api.content.get_view("getVocabulary", app[SITE_ID], app.REQUEST)
    found = json.loads(view())
    if not found.get("results"):
        raise SystemExit(f"Stock folder contents answers {found}")
    return found


def _collection(app: Any) -> object:
    """The first page of a stock collection of all waiting applications."""
    collection = app[SITE_ID][COLLECTION]
    shown = api.content.get_view("listing_view", collection, app.REQUEST)()
    if shown.count("registration-desk/") < _ROWS:
        raise SystemExit("The stock collection shows too little.")
    return shown


WORKS: dict[str, Callable[[Any], object]] = {
    "queue, first page": _desk_page("desk"),
    "queue, overdue": _desk_page("desk", overdue="1"),
    "queue, by name": _desk_page("desk", sort="name"),
    "search by name": lambda app: find_by_text("佐藤"),
    "take the next one": _next,
    "dashboard, twelve weeks": _desk_page("desk-figures"),
    "submission": _submit,
    "stock folder contents": _contents,
    "stock collection": _collection,
}


def _milliseconds(act: Callable[[Any], object], app: Any) -> float:
    start = process_time()
    act(app)
    return 1000 * (process_time() - start)
