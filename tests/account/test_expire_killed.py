"""The command that lets registrations expire, killed as processes are killed."""

from ..mail.conftest import waiting
from ..zopes import zopes_of
from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import count
from ndl.registration.account import expire
from ndl.registration.cli import expire as command
from ndl.registration.clock import today
from ndl.registration.patrons.calendar import CalendarEntry
from ndl.registration.patrons.calendar import get_calendar
from pathlib import Path
from Testing.makerequest import makerequest
from zope.component.hooks import setSite

import os
import pytest
import re
import signal
import transaction


PATRONS, BATCH = 8, 3
ENDED = 0


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "queue"


@pytest.fixture
def addresses(portal, make_patron, folder, monkeypatch):
    """Those who are to be told; their mails wait in a queue that nobody empties."""
    monkeypatch.setattr("ndl.registration.mail.compose.keep_sending", lambda: None)
    monkeypatch.setattr(expire.expire_batch, "__defaults__", (BATCH,))
    portal.MailHost.smtp_queue = True
    portal.MailHost.smtp_queue_directory = str(folder)
    last = today() + timedelta(days=10)
    found = [f"p{number}@example.org" for number in range(PATRONS)]
    for email in found:
        patron = make_patron(email=email)
        patron.end_after(last)
        get_calendar().file(CalendarEntry(today(), patron.user_id))
    get_calendar().filed_to = None
    transaction.commit()
    return found


@pytest.fixture
def run(functional, portal, addresses, tmp_path):
    """Runs the command in a process of its own; returns the signal that ended it."""
    with zopes_of(functional, portal, tmp_path) as zopes:

        def start(killed_at=None):
            work = partial(expire_in, functional, portal.getId(), killed_at)
            return zopes.start(work).wait()

        yield start


def expire_in(layer, site_id, killed_at):
    """What the command does; killed at one of the points around its commits."""
    commit, points = command.commit, count()

    def reach():
        if next(points) == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(site, batch):
        def work():
            done = batch()
            reach()
            return done

        done = commit(site, work)
        reach()
        return done

    command.commit = watched
    transaction.begin()
    app = makerequest(layer["zodbDB"].open().root()["Application"])
    setSite(app[site_id])
    command._take_steps(app[site_id])
    os._exit(ENDED)


def receivers(folder):
    texts = (Path(name).read_text() for name in waiting(folder))
    return Counter(re.search(r"^To: (\S+)$", text, re.M)[1] for text in texts)


# The first two points are around the filing of former patrons, which finds none.
@pytest.mark.parametrize(
    ("killed_at", "told"),
    [(2, 0), (3, BATCH), (4, BATCH), (5, 2 * BATCH), (7, PATRONS)],
)
def test_mails_each_patron_once(run, addresses, folder, killed_at, told):
    assert run(killed_at) == signal.SIGKILL
    assert receivers(folder).total() == told
    assert run() == ENDED
    assert receivers(folder) == Counter(addresses)
    assert run() == ENDED
    assert receivers(folder) == Counter(addresses)
