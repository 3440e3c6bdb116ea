"""A call is made once, whatever happens between the press and the telephone."""

from .provider import until
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.clock import timestamp
from ndl.registration.config import AUDIT_LOGGER
from ndl.registration.patrons.directory import get_directory
from ndl.registration.sites import site_path
from ndl.registration.voice import worker
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.store import BEGUN
from ndl.registration.voice.store import Call
from ndl.registration.voice.store import get_calls
from ndl.registration.voice.store import OVER
from ndl.registration.voice.worker import call_after_commit
from ndl.registration.voice.worker import CallOrder
from threading import Event
from transaction import abort
from transaction import commit

import pytest
import requests
import time_machine


TYPED = "03-1234-5678"


@pytest.fixture
def order(site, official):
    """A call that was asked for and committed, and is in nobody's hands."""
    call = Call("call-1", "attempt", timestamp(), 10)
    get_calls().add(official.user_id, "number", "2026-11-26", call)
    commit()
    expires = now() + timedelta(minutes=15)
    job = VoiceJob("call-1", official.phone, "004711", expires, "ja")
    database = site.getPhysicalRoot()._p_jar.db()
    return CallOrder(database, site_path(), official.user_id, job)


def last(user_id):
    abort()
    return get_calls().calls_of(user_id)[-1]


class TestPresses:
    def test_at_the_same_time_make_one_call(self, at_code, telephone):
        telephone.state = CallStatus(CallState.RINGING)
        page = at_code.get("login-voice")
        token = page.text.partition('name="_authenticator"')[2]
        data = {"_authenticator": token.split('value="')[1].split('"')[0]}
        data |= {"phone": TYPED, "call": "1"}
        headers, cookies = dict(at_code.headers), at_code.cookies.get_dict()

        def press(_number):
            return requests.post(
                f"{at_code.url}/login-voice",
                data=data,
                headers=headers,
                cookies=cookies,
                timeout=120,
            ).status_code

        with ThreadPoolExecutor(20) as pool:
            answers = list(pool.map(press, range(20)))
        assert set(answers) <= {200, 302, 429}
        telephone.wait()
        assert len(telephone.jobs) == 1
        telephone.state = CallStatus(CallState.DELIVERED)


class TestRequest:
    def test_does_not_wait_for_the_provider(self, at_code, telephone, monkeypatch):
        is_waited_for, place = Event(), telephone.place

        def slowly(job):
            is_waited_for.wait(20)
            return place(job)

        monkeypatch.setattr(telephone, "place", slowly)
        page = at_code.submit("login-voice", phone=TYPED, call="1")
        assert "being prepared" in page.text
        assert telephone.jobs == []
        is_waited_for.set()
        telephone.wait()


class TestTransaction:
    def test_that_is_undone_makes_no_call(self, site, official, telephone, order):
        call_after_commit(official.user_id, order.job)
        abort()
        call_after_commit(official.user_id, order.job)
        commit()
        until(lambda: last(official.user_id).status.state.is_final)
        assert len(telephone.jobs) == 1


class TestEnd:
    def test_is_in_the_audit_log(self, official, telephone, order, caplog):
        with caplog.at_level("INFO", AUDIT_LOGGER):
            call_after_commit(official.user_id, order.job)
            commit()
            until(lambda: "login:call:ended" in caplog.text)


class TestClaim:
    def test_is_given_once(self, order):
        with ThreadPoolExecutor(8) as pool:
            taken = list(pool.map(lambda _: worker.claim(order), range(8)))
        assert taken.count(True) == 1

    def test_is_not_given_for_a_number_that_was_changed(self, order, official):
        patron = get_directory()[official.user_id]
        get_directory().update(patron, replace(patron.person, phone="+81312345679"))
        commit()
        assert not worker.claim(order)

    def test_is_not_given_for_a_call_of_long_ago(self, order):
        with time_machine.travel(now() + timedelta(seconds=BEGUN + 1), tick=False):
            assert not worker.claim(order)

    def test_of_a_call_that_is_over_stays_so(self, order, telephone):
        worker.make_call(order)
        worker.make_call(order)
        assert len(telephone.jobs) == 1


class TestKilled:
    """What is left when no process goes on: the records as they were."""

    @pytest.mark.parametrize(("is_taken", "life"), [(False, BEGUN), (True, OVER)])
    def test_is_interrupted_after_a_while(self, order, official, is_taken, life):
        if is_taken:
            assert worker.claim(order)
        with time_machine.travel(now() + timedelta(seconds=life - 5), tick=False):
            assert not last(official.user_id).now.state.is_final
        with time_machine.travel(now() + timedelta(seconds=life + 2), tick=False):
            assert last(official.user_id).now == CallStatus(
                CallState.FAILED, Failure.INTERRUPTED
            )

    def test_before_the_call_can_be_asked_again(
        self, at_code, order, official, telephone
    ):
        page = at_code.submit("login-voice", phone=TYPED, call="1")
        assert "under way" in page.text
        with time_machine.travel(now() + timedelta(seconds=BEGUN + 2)):
            at_code.submit("login-voice", phone=TYPED, call="1")
            telephone.wait()
        assert [job.call_id for job in telephone.jobs] != ["call-1"]


class TestExpired:
    def test_code_is_not_read_out(self, order, official, telephone):
        late = VoiceJob("call-1", official.phone, "004711", now(), "ja")
        worker.make_call(CallOrder(order.database, order.path, order.user_id, late))
        assert telephone.jobs == []
        assert last(official.user_id).status.reason is Failure.EXPIRED


class TestRecords:
    def test_hold_no_number_and_no_code(self, order, official, telephone):
        call_after_commit(official.user_id, order.job)
        commit()
        until(lambda: last(official.user_id).status.state.is_final)
        jar = get_calls()._p_jar
        oid = get_calls().accounts[official.user_id]._p_oid
        stored = jar.db().storage.load(oid)[0]
        assert b"004711" not in stored
        assert b"12345678" not in stored
