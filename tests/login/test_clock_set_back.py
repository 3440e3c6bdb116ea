"""What has expired is ended; what began in the future is over as well."""

from .conftest import AGENT
from .conftest import NOON
from dataclasses import replace
from ndl.registration.clock import CLOCK_SKEW
from ndl.registration.clock import is_over
from ndl.registration.clock import MINUTE
from ndl.registration.documents.accept import Picture
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.login import attempts
from ndl.registration.login import browsers
from ndl.registration.login.sessions import end_expired_session
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import SessionKind
from ndl.registration.login.sessions import sessions_of
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import get_identity
from ndl.registration.sealed import LinkExpired
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal
from ndl.registration.sealed import unseal
from ndl.registration.settings import settings

import pytest
import time_machine


AGENT_NAME = AGENT.user_agent


@pytest.fixture
def clock(portal):
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def identity(patron):
    return get_identity("patrons", patron.user_id)


def code(identity):
    token = attempts.begin(identity, "email", AGENT_NAME).token
    return lambda: attempts.find(token, AGENT_NAME), settings().code_lifetime


def session(identity, kind, life):
    ticket = open_session(identity, Strength.CODE, kind)

    def find():
        found = find_session(ticket)
        # As the end of each request does.
        end_expired_session(ticket)
        return found

    return find, life


def idle_session(identity):
    return session(identity, SessionKind.NORMAL, settings().session_idle)


def kept_session(identity):
    return session(identity, SessionKind.KEPT, settings().keep_life)


def terminal_session(identity):
    return session(identity, SessionKind.TERMINAL, settings().terminal_idle)


def browser(identity):
    token = browsers.remember(identity, AGENT)
    client = replace(AGENT, remembered=token)
    life = settings().remember_life
    return lambda: browsers.find_remembered(identity, client), life


def listed_session(identity):
    open_session(identity, Strength.CODE, SessionKind.KEPT)
    return lambda: sessions_of(identity.user_id), settings().keep_life


def fresh_code(identity):
    ticket = open_session(identity, Strength.CODE, SessionKind.KEPT)
    found = find_session(ticket)
    age = settings().fresh_code
    return lambda: found.has_code_within(age), age


def link(identity):
    sealed = seal(Purpose.REGISTER, {"email": "a@example.org"})

    def find():
        try:
            return unseal(Purpose.REGISTER, sealed, 3600)
        except LinkExpired:
            return None

    return find, 3600


def draft(identity):
    picture = Picture(b"\xff\xd8\xff", "image/jpeg", 1, 1, "a.jpg", "")
    get_drafts().put("owner", "secret", [KeptPicture("a.jpg", picture, 1)])
    find = lambda: get_drafts().get("owner", "secret")  # noqa: E731
    return find, settings().confirm_lifetime


STORED = (code, idle_session, kept_session, terminal_session, browser)
ALL = (*STORED, listed_session, fresh_code, link, draft)


@pytest.mark.parametrize("kind", ALL)
class TestAge:
    def test_lives_for_its_life(self, clock, identity, kind):
        find, life = kind(identity)
        assert find()
        clock.shift(life - 1)
        assert find()
        clock.shift(1)
        assert not find()

    @pytest.mark.parametrize("back", [2 * MINUTE, 24 * 3600, 10 * 365 * 24 * 3600])
    def test_of_the_future_is_over(self, clock, identity, kind, back):
        find, _life = kind(identity)
        clock.shift(-back)
        assert not find()

    def test_clocks_of_two_machines_differ_a_little(self, clock, identity, kind):
        find, _life = kind(identity)
        clock.shift(-CLOCK_SKEW)
        assert find()


@pytest.mark.parametrize("kind", STORED)
@pytest.mark.parametrize("back", [1, MINUTE])
def test_that_was_seen_to_be_over_stays_so(clock, identity, kind, back):
    find, life = kind(identity)
    clock.shift(life)
    assert not find()
    clock.shift(-back)
    assert not find()


@pytest.mark.parametrize(
    ("age", "over"), [(-6, True), (-5, False), (0, False), (9, False), (10, True)]
)
def test_age(clock, age, over):
    began = 1_000_000_000
    clock.move_to(began + age)
    assert is_over(began, 10) is over


def test_other_sessions_of_the_account_live_on(clock, identity):
    idle = open_session(identity, Strength.CODE)
    kept = open_session(identity, Strength.CODE, SessionKind.KEPT)
    clock.shift(settings().session_idle)
    end_expired_session(idle)
    end_expired_session(kept)
    end_expired_session("no.1.ticket")
    end_expired_session("")
    assert find_session(kept)
    assert [s.kind for s in sessions_of(identity.user_id)] == [SessionKind.KEPT]


def test_ticket_that_was_forged_ends_nothing(clock, identity):
    ticket = open_session(identity, Strength.CODE)
    token, _moment, signature = ticket.split(".")
    end_expired_session(f"{token}.1.{signature}")
    assert find_session(ticket)
