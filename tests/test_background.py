"""Threads beside the requests, one for each site."""

from dataclasses import replace
from ndl.registration.background import here
from ndl.registration.background import SiteRef
from ndl.registration.background import SiteThreads
from ndl.registration.background import stop_background_work
from plone.app.testing import applyProfile
from threading import Event
from threading import get_ident
from threading import Timer
from transaction import commit

import pytest


PATIENCE = 20


class Site(SiteRef):
    """One that is not looked for in a database."""

    def has_add_on(self):
        return self.database != "without"


HERE, MOVED, ELSEWHERE = Site("one", "/a"), Site("two", "/a"), Site("one", "/b")


class Work:
    """Notes for which place it was asked, and in which thread."""

    def __init__(self, *answers):
        self.answers, self.done, self.places = list(answers), Event(), []
        self.idents = set()

    def __call__(self, place):
        self.places.append(place)
        self.idents.add(get_ident())
        answer = self.answers.pop(0) if self.answers else 0
        if not self.answers:
            self.done.set()
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def make():
    made = []

    def make(work, interval=PATIENCE):
        threads = SiteThreads("test", work, interval)
        made.append(threads)
        return threads

    yield make
    for threads in made:
        threads.stop(PATIENCE)


def test_work_goes_on_while_there_is_some(make):
    work = Work(3, 1, 0)
    make(work).wake(HERE)
    assert work.done.wait(PATIENCE)
    assert work.places == [HERE] * 3
    assert len(work.idents) == 1


def test_a_thread_lives_on_after_an_error_and_tells_no_personal_data(make, caplog):
    work = Work(ValueError("Hanako Kokuritsu"), 0)
    make(work, interval=0.01).wake(HERE)
    assert work.done.wait(PATIENCE)
    assert len(work.idents) == 1
    assert "test: ValueError" in caplog.text
    assert "Hanako" not in caplog.text


def test_it_looks_again_when_woken(make):
    first, second = Work(0), Work(0)
    threads = make(first)
    threads.wake(HERE)
    assert first.done.wait(PATIENCE)
    threads.work = second
    threads.wake(HERE)
    assert second.done.wait(PATIENCE)
    assert first.idents == second.idents


def test_it_ends_in_a_site_without_the_add_on(make):
    work = Work(0)
    threads = make(work)
    threads.wake(Site("without", "/a"))
    threads._threads["/a"].join(PATIENCE)
    assert not threads._threads["/a"].is_alive()
    assert work.places == []


def test_a_site_has_the_add_on_or_not(functional_portal):
    commit()
    place = here()
    assert place.has_add_on()
    assert not replace(place, path="/nowhere").has_add_on()
    applyProfile(functional_portal, "ndl.registration:uninstall")
    commit()
    assert not place.has_add_on()


def test_each_site_has_a_thread_of_its_own(make):
    work = Work(0, 0)
    threads = make(work)
    threads.wake(HERE)
    threads.wake(ELSEWHERE)
    assert work.done.wait(PATIENCE)
    assert set(work.places) == {HERE, ELSEWHERE}
    assert len(work.idents) == 2


def test_a_site_in_another_database_ends_the_former(make):
    work = Work(0)
    threads = make(work)
    threads.wake(HERE)
    assert work.done.wait(PATIENCE)
    former = threads._threads["/a"]
    threads.wake(MOVED)
    former.join(PATIENCE)
    assert not former.is_alive()
    assert threads._threads["/a"].place == MOVED


def test_what_is_under_way_ends_before_the_databases_are_closed(make):
    begun, ended = Event(), []

    def work(place):
        begun.set()
        ended.append(stopping.wait(PATIENCE))
        return 1

    stopping = Event()
    make(work).wake(HERE)
    assert begun.wait(PATIENCE)
    Timer(0.2, stopping.set).start()
    stop_background_work(PATIENCE)
    assert ended == [True]
