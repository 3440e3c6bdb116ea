"""A request reaches the library's own system once, whatever happens on the way."""

from .system import until
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from ndl.registration import cli
from ndl.registration.account.deregister import remove_patron
from ndl.registration.background import here
from ndl.registration.clock import now
from ndl.registration.events import AuditTag
from ndl.registration.health.handover import requests_leave
from ndl.registration.library.handover import passing
from ndl.registration.library.handover import worker
from ndl.registration.library.handover.interfaces import Handed
from ndl.registration.library.handover.interfaces import News
from ndl.registration.library.handover.interfaces import Outcome
from ndl.registration.library.handover.outbox import get_outbox
from ndl.registration.library.requests import mine
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.store import get_requests
from ndl.registration.settings import settings
from transaction import abort
from transaction import commit
from zope.i18n import translate

import pytest
import time_machine


LATER, UNSURE = Handed(Outcome.LATER, "down"), Handed(Outcome.UNSURE, "slow")
REFUSED = Handed(Outcome.REFUSED, "BadlyFormedMessage")


@pytest.fixture
def sleeping(system, monkeypatch):
    """No thread hands anything over: the test does."""
    monkeypatch.setattr(worker.threads, "wake", lambda place: None)
    return system


@pytest.fixture
def place(patron):
    numbers = count(1)

    def place(title=""):
        title = title or f"Work {next(numbers)}"
        return place_request(patron, "article-research", {"title": title})

    return place


@pytest.fixture
def health(site):
    return lambda: translate(requests_leave().words)


def work(times=1):
    """Hand over what is due, as a thread of its own would."""
    commit()
    site = here()
    with ThreadPoolExecutor(1) as pool:
        for _ in range(times):
            pool.submit(worker.hand_over_due, site).result()
    abort()


def left(request):
    return get_outbox().get(request.request_id)


class TestPlacing:
    def test_hands_over_after_the_commit_once(self, system, place, patron, audited):
        place()
        abort()
        made = place("Genji")
        assert system.arrived == []
        commit()
        until(lambda: system.arrived)
        until(lambda: abort() or left(made) is None)
        assert system.arrived == [("submit", made.request_id, "Genji", False)]
        assert made.remote_id == f"remote-{made.request_id}"
        (told,) = [e for e in audited if e.tag is AuditTag.REQUEST_HANDED_OVER]
        assert told.details["outcome"] == "taken"
        assert "Genji" not in str(told)

    def test_of_what_is_not_for_the_system_stays_here(self, sleeping, patron):
        patron.change_class(type(patron.patron_class).OFFICIAL)
        made = place_request(patron, "reference", {"question": "Who?"})
        work()
        assert (sleeping.arrived, made.sent_as) == ([], "")

    def test_without_a_system_files_nothing(self, sleeping, place, patron):
        settings().request_backend = "embedded"
        made = place()
        mine.cancel_request(patron, made.request_id)
        assert get_outbox().first(1) == []

    def test_at_many_processes_reaches_it_once(self, sleeping, place):
        made = [place() for _ in range(20)]
        commit()
        sleeping.wait = 0.02
        site = here()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: worker.hand_over_due(site), range(8)))
        numbers = [number for _submit, number, *_rest in sleeping.arrived]
        assert sorted(numbers) == sorted(one.request_id for one in made)
        abort()
        assert get_outbox().first(1) == []


class TestTrouble:
    def test_is_tried_again_later_and_ever_later(self, sleeping, place, health):
        made = place()
        sleeping.answers = [LATER] * 3
        start, moments = now(), []
        with time_machine.travel(start, tick=False) as clock:
            for minute in range(12):
                clock.move_to(start + timedelta(minutes=minute))
                known = len(sleeping.arrived)
                work()
                moments += [minute] * (len(sleeping.arrived) - known)
        assert moments == [0, 1, 3, 7]
        assert not any(is_again for *_rest, is_again in sleeping.arrived)
        assert left(made) is None

    def test_of_which_nobody_knows_says_so(self, sleeping, place):
        place()
        sleeping.answers = [ValueError("Genji"), UNSURE, LATER]
        start = now()
        with time_machine.travel(start, tick=False) as clock:
            for _ in range(4):
                work()
                clock.shift(timedelta(hours=1))
        assert [is_again for *_rest, is_again in sleeping.arrived] == [
            False,
            True,
            True,
            False,
        ]

    def test_that_lasts_is_set_aside_until_somebody_says(
        self, sleeping, place, health, site, capsys
    ):
        made = place()
        sleeping.answers = [REFUSED]
        with time_machine.travel(now(), tick=False) as clock:
            work()
            clock.shift(timedelta(days=2))
            work()
            assert len(sleeping.arrived) == 1
            assert "did not take: 1" in health()
            commit()
            run = cli.hand_over._run
            run(site, Namespace(again=True, ask=None))
            assert "Tried again: 1." in capsys.readouterr().out
            work()
        assert left(made) is None
        assert made.state is State.REQUESTED

    def test_of_the_system_is_on_the_page_of_health(self, sleeping, place, health):
        assert "handed over: 0" in health()
        place()
        sleeping.faults = ["No account."]
        assert health() == "No account."
        work()
        assert sleeping.arrived == []
        sleeping.faults = []
        settings().request_wait = 5
        with time_machine.travel(now() + timedelta(minutes=6)):
            assert "the oldest for 6 minutes" in health()
        sleeping.unplug()
        assert "not installed" in health()
        place()
        sleeping.plug_in()
        work()
        assert len(sleeping.arrived) == 2


class TestKill:
    def test_after_the_task_was_taken_makes_it_due_again(self, sleeping, place):
        made = place()
        commit()
        # What a process leaves that is killed after this.
        assert here().write(lambda: worker._take(made.request_id)) is not None
        work()
        assert sleeping.arrived == []
        with time_machine.travel(now() + timedelta(seconds=worker.HOLD + 1)):
            work()
        assert sleeping.arrived == [("submit", made.request_id, made.title, True)]

    def test_answer_that_comes_too_late_settles_nothing(self, sleeping, place):
        made = place()
        commit()
        late = here().write(lambda: worker._take(made.request_id))
        with time_machine.travel(now() + timedelta(seconds=worker.HOLD + 1)):
            here().write(lambda: worker._take(made.request_id))
            here().write(lambda: worker._settle(late, REFUSED))
            abort()
            assert not left(made).is_refused

    def test_waits_for_the_next_start(self, system, place, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(worker.threads, "wake", lambda place: None)
            place()
            commit()
        assert system.arrived == []
        worker.start_here()
        until(lambda: system.arrived)


class TestCancelling:
    def test_before_it_has_left_reaches_nobody(self, sleeping, place, patron):
        made = place()
        commit()
        mine.cancel_request(patron, made.request_id)
        work()
        assert sleeping.arrived == []

    def test_follows_the_request(self, sleeping, place, patron):
        made = place()
        sleeping.answers = [UNSURE]
        work()
        mine.cancel_request(patron, made.request_id)
        with time_machine.travel(now() + timedelta(hours=2)):
            work(2)
        assert [what for what, *_rest in sleeping.arrived] == [
            "submit",
            "submit",
            "cancel",
        ]

    def test_is_handed_over_for_a_removed_patron(self, sleeping, place, patron):
        gone, made = place(), place()
        work()
        remove_patron(patron, AuditTag.PATRON_DEREGISTERED)
        assert get_requests().get(made.request_id) is None
        work()
        assert {one[:3] for one in sleeping.arrived[2:]} == {
            ("cancel", each.request_id, f"remote-{each.request_id}")
            for each in (gone, made)
        }


class TestChange:
    def test_before_it_has_left_goes_along(self, sleeping, place, patron):
        made = place("Genji")
        mine.change_request(patron, made.request_id, {"title": "Makura"}, made.mark)
        work()
        assert [one[2] for one in sleeping.arrived] == ["Makura"]

    def test_makes_another_request_of_it(self, sleeping, place, patron):
        made = place("Genji")
        work()
        mine.change_request(patron, made.request_id, {"title": "Makura"}, made.mark)
        work(2)
        number = made.request_id
        assert sleeping.arrived[1:] == [
            ("cancel", number, f"remote-{number}", False),
            ("submit", f"{number}.2", "Makura", False),
        ]
        assert made.remote_id == f"remote-{number}.2"


class TestStates:
    def test_are_asked_for_and_become_steps(self, sleeping, place, mails):
        made = place()
        work()
        assert list(passing.quiet_since(now() - timedelta(days=1))) == []
        ids = list(passing.quiet_since(now()))
        assert passing.ask_for_states(ids) == 1
        news = News((State.SHIPPED, State.DONE), note="box 7")
        sleeping.answers = [Handed(Outcome.TAKEN, news=news)]
        settings().request_mail_states = ("shipped",)
        work()
        until(lambda: mails)
        assert made.state is State.DONE
        steps = [event.step.value for event in made.history]
        assert steps == ["place", "report", "accept", "ship", "finish"]
        assert [e.text for e in made.history if not e.is_internal] == [""] * 4
        assert left(made) is None
