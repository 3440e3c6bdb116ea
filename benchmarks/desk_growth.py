"""Fill a desk as months of submissions would; runs inside Zope.

An interrupted growth is continued. Each batch is committed by a new thread, as the
desk's index keeps the entries of different threads apart.
"""

from benchmarks.patrons import make_patron
from benchmarks.sites import zope
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from ndl.registration.clock import now
from ndl.registration.documents.accept import accept_picture
from ndl.registration.documents.accept import Picture
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.desk import get_desk
from ndl.registration.review.submit import submit_application
from ndl.registration.settings import settings as values
from pathlib import Path
from PIL import Image
from plone import api
from Products.MailHost.MailHost import queue_threads
from random import Random
from scripts.portal.settings import Settings
from scripts.portal.settings import SITE_ID
from zope.component.hooks import setSite

import gc
import os
import sys
import time_machine
import transaction
import Zope2


BATCH = 1000
DAYS = 200
# One in VERIFIED is verified; all others wait.
VERIFIED = 20
_EMPTY = "bytes-of-an-empty-desk"
_SECTOR = 512


def grow(settings: Settings, size: int) -> float:
    """Add applications up to `size`; returns the bytes of each on the disk.

    The data of the development portal are not counted.
    """
    mark = settings.instance / _EMPTY
    _read_no_pictures()
    # The mails are never sent.
    os.environ["MAILHOST_QUEUE_ONLY"] = "1"
    for thread in queue_threads.values():
        thread.stop()
    if not mark.exists():
        mark.write_text(f"{_count()} {bytes_on_disk(settings.instance)}")
    brought, empty = map(int, mark.read_text().split())
    gc.disable()
    while (done := _count() - brought) < size:
        print(f"{done} of {size}", file=sys.stderr, flush=True)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(_grow_batch, done, min(done + BATCH, size), size).result()
        forget_mails(settings)
        gc.collect()
    gc.enable()
    return (bytes_on_disk(settings.instance) - empty) / size


def forget_mails(settings: Settings) -> None:
    """Delete the mails in the queue."""
    for mail in settings.queue_folder.glob("new/*"):
        mail.unlink()


def apply_once(number: int, random: Random) -> RegistrationApplication:
    """Submit the application of a new patron."""
    directory = get_directory()
    patron = make_patron(directory, number, random)
    directory.add(patron)
    return submit_application(patron, [_picture()])


def bytes_on_disk(instance: Path) -> int:
    """Disk space of database and pictures, including folders, after a pack."""
    for database in Zope2.opened:
        database.pack()
    var = instance / "var"
    found = [var / "filestorage" / "Data.fs", *(var / "blobstorage").rglob("*")]
    return sum(path.stat().st_blocks * _SECTOR for path in found)


def _read_no_pictures() -> None:
    """Switch OCR off, which would load the machine and write to the desk."""
    with zope() as app:
        setSite(app[SITE_ID])
        values().reads_pictures = False
        transaction.commit()


def _count() -> int:
    with zope() as app:
        setSite(app[SITE_ID])
        return get_desk().objectCount()


def _grow_batch(first: int, last: int, size: int) -> None:
    random, start = Random(f"{size} {first}"), now() - timedelta(days=DAYS)
    with zope() as app:
        setSite(app[SITE_ID])
        for number in range(first, last):
            moment = start + timedelta(days=DAYS * number / size)
            with time_machine.travel(moment, tick=False):
                application = apply_once(number, random)
                if not number % VERIFIED:
                    api.content.transition(application, "verify")
        transaction.commit()
        app._p_jar.cacheGC()


@lru_cache(maxsize=1)
def _picture() -> Picture:
    target = BytesIO()
    Image.new("RGB", (640, 400), "navy").save(target, "JPEG")
    return accept_picture(target.getvalue())
