from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from ndl.registration.clock import timestamp
from ndl.registration.limits.client import Client
from ndl.registration.login import tally
from ndl.registration.login.accounts import LoginStore
from ndl.registration.login.lockout import begin_guess
from ndl.registration.login.lockout import forgive
from ndl.registration.login.tally import count
from ndl.registration.login.tally import counts_of
from ndl.registration.login.tally import decoy
from ndl.registration.login.tally import note_mail
from ndl.registration.settings import settings
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError
from zope.component.hooks import getSite
from zope.component.hooks import setSite

import pytest
import transaction


TOGETHER = 24
USER = "E000000000"


@pytest.fixture
def store(portal, tmp_path, monkeypatch):
    """A login store of its own, in a file as a site has it."""
    database = DB(FileStorage(str(tmp_path / "Data.fs")))
    with database.transaction() as connection:
        connection.root.logins = LoginStore()
    connection = database.open()
    monkeypatch.setattr(tally, "get_logins", lambda: connection.root.logins)
    yield connection.root.logins
    connection.close()
    database.close()


@pytest.fixture(params=["one process", "other processes"])
def alone(request, store, monkeypatch):
    """Threads wait for each other; those of other processes conflict."""
    if request.param == "other processes":
        monkeypatch.setattr(tally, "_locks", [nullcontext()])


def at_once(act):
    site = getSite()

    def run(number):
        setSite(site)
        try:
            return act(number)
        finally:
            transaction.abort()
            setSite(None)

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(run, range(TOGETHER)))


class TestAtOnce:
    def test_no_more_passwords_are_looked_at_than_may_be_wrong(self, alone):
        guesses = at_once(lambda _number: begin_guess(USER))
        assert sum(g.is_allowed for g in guesses) == settings().password_failures
        assert sum(g.locks for g in guesses) == 1
        assert counts_of(USER).locked_until > timestamp()

    def test_no_more_mails_leave_than_are_allowed(self, alone):
        client = Client("test")
        answers = at_once(lambda _number: note_mail(USER, "code", 5, client))
        assert sum(answers) == len(counts_of(USER).mails) == 5


class TestCount:
    def test_outlives_the_request_that_it_counts(self, store):
        begin_guess(USER)
        transaction.abort()
        assert counts_of(USER).failures == 1

    def test_is_asked_again_after_a_conflict(self, store):
        asked = []

        def judge(counts):
            asked.append(counts)
            if len(asked) < 3:
                raise ConflictError
            return counts, "done"

        assert count(USER, judge) == "done"
        assert len(asked) == 3

    def test_gives_up_at_last(self, store):
        def judge(counts):
            raise ConflictError

        with pytest.raises(ConflictError):
            count(USER, judge)

    def test_of_a_store_without_counts_begins(self, store):
        database = store._p_jar.db()
        with database.transaction() as connection:
            del connection.root.logins.tallies
        begin_guess(USER)
        assert counts_of(USER).failures == 1

    def test_of_a_store_that_is_new_is_kept(self, portal, monkeypatch):
        fresh = LoginStore()
        monkeypatch.setattr(tally, "get_logins", lambda: fresh)
        begin_guess(USER)
        assert counts_of(USER).failures == 1

    def test_of_mails_counts_a_repeated_request_once(self, store):
        client = Client("test", counted={})
        assert all(note_mail(USER, "code", 5, client) for _ in range(3))
        assert len(counts_of(USER).mails) == 1

    def test_goes_with_the_account(self, logins):
        begin_guess(USER)
        transaction.begin()
        logins.forget(USER)
        assert USER not in logins.tallies


class TestGuess:
    def test_that_was_right_ends_the_row(self, store):
        begin_guess(USER)
        forgive(begin_guess(USER))
        assert counts_of(USER).failures == 0

    def test_that_was_right_at_the_last_moment_locks_nothing(self, store):
        for _ in range(settings().password_failures - 1):
            begin_guess(USER)
        last = begin_guess(USER)
        assert last.locks
        forgive(last)
        assert counts_of(USER).locked_until <= timestamp()

    def test_that_was_right_opens_no_lock_of_others(self, store):
        mine = begin_guess(USER)
        for _ in range(settings().password_failures):
            begin_guess(USER)
        forgive(mine)
        assert counts_of(USER).locked_until > timestamp()


def test_strangers_fill_no_storage(store):
    keys = {decoy(f"E{number:09d}") for number in range(5000)}
    assert len(keys) <= 1024
    assert all(key.startswith("?") for key in keys)
