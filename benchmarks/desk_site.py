"""A portal with many applications, and what is done with them; runs inside Zope."""

from benchmarks.memory import peak_of
from benchmarks.patrons import make_patron
from benchmarks.sites import zope
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from ndl.registration.config import now
from ndl.registration.documents.accept import accept_picture
from ndl.registration.documents.accept import Picture
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.desk import get_desk
from ndl.registration.review.filters import Filters
from ndl.registration.review.queue import take_next
from ndl.registration.review.search import find_by_text
from ndl.registration.review.span import usual_span
from ndl.registration.review.statistics import Statistics
from ndl.registration.review.submit import submit_application
from pathlib import Path
from PIL import Image
from plone import api
from random import Random
from scripts.portal.settings import SITE_ID
from statistics import median
from time import process_time
from typing import Any
from zope.component.hooks import setSite
from zope.interface import alsoProvides

import json
import time_machine
import transaction
import Zope2


SAMPLES = 9
BATCH = 50
DAYS = 200
VERIFIED = 20


def _page(app: Any) -> object:
    return api.content.get_view("desk", get_desk(), app.REQUEST)()


def _figures(app: Any) -> object:
    found = Statistics(usual_span())
    return found.lines, found.total, found.reasons


def _submit(app: Any) -> object:
    directory = get_directory()
    patron = make_patron(directory, now().microsecond, Random())
    directory.add(patron)
    return submit_application(patron, [_picture()])


def _contents(app: Any) -> object:
    """The first rows of stock folder contents of the desk, by the same catalog."""
    query = {
        "criteria": [
            {
                "i": "path",
                "o": "plone.app.querystring.operation.string.path",
                "v": "/registration-desk::1",
            }
        ],
        "sort_on": "getObjPositionInParent",
        "sort_order": "ascending",
    }
    app.REQUEST.form.update(
        name="plone.app.vocabularies.Catalog",
        query=json.dumps(query),
        batch=json.dumps({"page": 1, "size": 20}),
        attributes=json.dumps(["id", "review_state"]),
    )
    view = api.content.get_view("getVocabulary", app[SITE_ID], app.REQUEST)
    found = json.loads(view())
    if not found.get("results"):
        raise SystemExit(f"Stock folder contents answers {found}")
    return found


WORKS: dict[str, Callable[[Any], object]] = {
    "queue page": _page,
    "search by name": lambda app: find_by_text("佐藤"),
    "take the next one": lambda app: take_next(Filters()),
    "figures, twelve weeks": _figures,
    "submission": _submit,
    "stock folder contents": _contents,
}


def fill(size: int) -> None:
    """Let so many patrons apply over the last months; some are verified already."""
    random = Random(size)
    with zope() as app:
        setSite(app[SITE_ID])
        directory, start = get_directory(), now() - timedelta(days=DAYS)
        for number in range(size):
            moment = start + timedelta(days=DAYS * number / size)
            with time_machine.travel(moment, tick=False):
                patron = make_patron(directory, number, random)
                directory.add(patron)
                application = submit_application(patron, [_picture()])
                if not number % VERIFIED:
                    api.content.transition(application, "verify")
            if number % BATCH == BATCH - 1:
                transaction.commit()
                app._p_jar.cacheGC()
        transaction.commit()


def measure() -> dict[str, tuple[float, float, float]]:
    """The milliseconds of each work cold and warm, and its megabytes."""
    found = {}
    for name, act in WORKS.items():
        cold, warm, used = [], [], 0.0
        for _number in range(SAMPLES):
            with zope() as app:
                site = app[SITE_ID]
                setSite(site)
                alsoProvides(app.REQUEST, IBrowserLayer)
                act(app)
                transaction.abort()
                app._p_jar.cacheMinimize()
                with peak_of() as peak:
                    cold.append(_milliseconds(act, app))
                transaction.abort()
                warm.append(_milliseconds(act, app))
                used = max(used, peak.megabytes)
        found[name] = (median(cold), median(warm), used)
    return found


def bytes_held(instance: Path) -> int:
    """What database and pictures take, without what a pack removes."""
    for database in Zope2.opened:
        database.pack()
    var = instance / "var"
    files = [*var.rglob("*.fs"), *var.rglob("*.blob")]
    return sum(path.stat().st_size for path in files)


def _milliseconds(act: Callable[[Any], object], app: Any) -> float:
    start = process_time()
    act(app)
    return 1000 * (process_time() - start)


@lru_cache(maxsize=1)
def _picture() -> Picture:
    target = BytesIO()
    Image.new("RGB", (640, 400), "navy").save(target, "JPEG")
    return accept_picture(target.getvalue())
