"""Several Zopes on one database, one of which is killed at the worst moment."""

from ..visitor import message_of
from ..visitor import Visitor
from ..zopes import zopes_of
from .provider import make_official
from .provider import plug_in
from .provider import Switchboard
from .provider import until
from .sip.processes import agents
from .sip.processes import folders
from .sip.programs import eventually
from .sip.sipp import LISTENS
from .sip.sipp import sipp
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from lxml import html
from ndl.registration.clock import now
from ndl.registration.settings import settings
from ndl.registration.voice import worker
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.sip import provider as sip_provider
from ndl.registration.voice.sip.order import Trunk
from ndl.registration.voice.store import BEGUN
from ndl.registration.voice.store import OVER
from transaction import commit

import os
import pytest
import requests
import signal
import time_machine


TYPED = "03-1234-5670"
RINGING = CallStatus(CallState.RINGING)
BUSY = CallStatus(CallState.BUSY, Failure.BUSY)
HEARD = CallStatus(CallState.DELIVERED, None, 12)


@pytest.fixture
def switchboard(site, tmp_path, monkeypatch):
    monkeypatch.setattr("ndl.registration.voice.worker.INTERVAL", 0.05)
    switchboard, unplug = plug_in(Switchboard(tmp_path))
    yield switchboard
    unplug()


@pytest.fixture
def patrons(site, make_patron):
    """Patrons by the number at which they are called."""
    return {
        f"03-1234-567{n}": make_official(
            make_patron(email=f"p{n}@example.org", phone=f"+8131234567{n}")
        )
        for n in range(4)
    }


@pytest.fixture
def zopes(functional, site, patrons, visitor, password, switchboard, tmp_path):
    settings().limit_calls = "100 per hour"
    settings().voice_numbers_hour = 100
    commit()
    # Templates that are read before the forks need not be read in each of them.
    visitor.log_in(patrons[TYPED].user_id, password)
    visitor.get("login-voice")
    with zopes_of(functional, site, tmp_path) as zopes:
        yield zopes


@pytest.fixture
def caller(patrons, password):
    """Makes visitors at the code page, to whom a code was mailed."""

    def make(zope, phone=TYPED):
        visitor = Visitor(zope.url)
        page = visitor.log_in(patrons[phone].user_id, password)
        assert page.url.endswith("login-code")
        return visitor

    return make


def press(visitor, phone=TYPED):
    return visitor.submit("login-voice", phone=phone, call="1")


def shown(visitor, zope):
    """How far the call is, as a Zope says."""
    return visitor.get(f"{zope.url}/login-call").text


def die(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)


def ahead(seconds):
    """What puts the clock of a process forward."""
    moment = now() + timedelta(seconds=seconds)
    return lambda: time_machine.travel(moment).start()


def call_by_sip(switchboard, port):
    """Have this process call through the trunk at the port."""
    trunk = Trunk("127.0.0.1", port, "udp", "plain", "127.0.0.1", "portal", "", "")
    sip_provider.trunk = lambda: trunk
    provider = sip_provider.SipProvider()
    switchboard.place, switchboard.status = provider.place, provider.status


class TestTwoZopes:
    def test_tell_the_same_of_a_call(self, zopes, caller, switchboard, patrons):
        one, other = zopes.start(), zopes.start()
        switchboard.say(RINGING)
        visitor = caller(one)
        press(visitor)
        for state, words in ((RINGING, "ringing"), (BUSY, "was busy")):
            switchboard.say(state)
            for zope in (one, other):
                until(lambda z=zope, w=words: w in shown(visitor, z))
        # Called again through the other one, which knew nothing of the first call.
        switchboard.say(RINGING)
        visitor.url = other.url
        visitor.submit("login-code", again="1")
        until(lambda: "ringing" in shown(visitor, one))
        visitor.url = one.url
        assert "under way" in message_of(visitor.submit("login-code", again="1"))
        switchboard.say(HEARD)
        for zope in (other, one):
            until(lambda z=zope: "was read out" in shown(visitor, z))
        (first, _id, _code), (second, _id, code) = switchboard.calls
        assert (int(first), int(second)) == (one.pid, other.pid)
        visitor.submit("login-code", code=code, enter="1")
        assert visitor.who() == patrons[TYPED].user_id

    def test_make_one_call_of_twenty_presses(self, zopes, caller, switchboard):
        both = zopes.start(), zopes.start()
        switchboard.say(RINGING)
        visitor = caller(both[0])
        page = html.fromstring(visitor.get("login-voice").text)
        (token,) = page.xpath("//form//input[@name='_authenticator']/@value")
        send = partial(
            requests.post,
            data={"_authenticator": token, "phone": TYPED, "call": "1"},
            headers=dict(visitor.headers),
            cookies=visitor.cookies.get_dict(),
            timeout=120,
        )
        urls = [f"{zope.url}/login-voice" for zope in both] * 10
        with ThreadPoolExecutor(20) as pool:
            answers = {answer.status_code for answer in pool.map(send, urls)}
        assert answers <= {200, 302, 429}
        until(lambda: "ringing" in shown(visitor, both[1]))
        assert len(switchboard.calls) == 1


def kill_before_the_call(_switchboard):
    # The request was committed, and is about to hand the call over.
    worker.start = die


def kill_while_placing(switchboard):
    switchboard.place = die


def kill_once_placed(switchboard):
    switchboard.status = die


# When a process is killed, after how many seconds the call is known to be lost, and
# how many calls there were.
KILLS = {
    "03-1234-5671": (kill_before_the_call, BEGUN, 0),
    "03-1234-5672": (kill_while_placing, OVER, 0),
    "03-1234-5673": (kill_once_placed, OVER, 1),
}


class TestKill9:
    """Of the process that was asked for the call."""

    def test_makes_at_most_one_call(self, zopes, caller, switchboard, subtests):
        other = zopes.start()
        later = {life: zopes.start(ahead(life + 5)) for life in (BEGUN, OVER)}
        for phone, (kill, life, calls) in KILLS.items():
            with subtests.test(kill=kill.__name__):
                before = len(switchboard.calls)
                hit = zopes.start(partial(kill, switchboard))
                visitor = caller(hit, phone)
                with suppress(requests.RequestException):
                    press(visitor, phone)
                assert hit.wait() == signal.SIGKILL
                assert "being prepared" in shown(visitor, other)
                self.has_to_wait(visitor, other, phone)
                assert len(switchboard.calls) == before + calls
                self.can_ask_again(visitor, later[life], phone, switchboard)
                assert len(switchboard.calls) == before + calls + 1

    def test_in_the_middle_of_a_call_ends_it(
        self, zopes, caller, switchboard, tmp_path, monkeypatch
    ):
        base = tmp_path / "calls"
        base.mkdir()
        monkeypatch.setenv("TMPDIR", str(base))
        with sipp(tmp_path, LISTENS) as port:
            hit = zopes.start(partial(call_by_sip, switchboard, port))
            other, later = zopes.start(), zopes.start(ahead(OVER + 5))
            visitor = caller(hit)
            press(visitor)
            until(lambda: "being read out" in shown(visitor, other))
            hit.kill()
            # The trunk waits for the goodbye.
        eventually(lambda: not agents(base) and not folders(base))
        self.has_to_wait(visitor, other, TYPED)
        self.can_ask_again(visitor, later, TYPED, switchboard)
        assert len(switchboard.calls) == 1

    def has_to_wait(self, visitor, zope, phone):
        visitor.url = zope.url
        assert "under way" in press(visitor, phone).text

    def can_ask_again(self, visitor, zope, phone, switchboard):
        visitor.url = zope.url
        assert "could not be made. You can be called again" in shown(visitor, zope)
        press(visitor, phone)
        until(lambda: "was read out" in shown(visitor, zope))
        pid, _id, code = switchboard.calls[-1]
        assert int(pid) == zope.pid
        visitor.submit("login-code", code=code, enter="1")
        assert visitor.who()
