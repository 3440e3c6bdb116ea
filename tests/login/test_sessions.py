from .conftest import NOON
from ndl.registration.interfaces import Identity
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.sessions import close_session
from ndl.registration.login.sessions import close_sessions
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import renew_ticket
from ndl.registration.login.sessions import Strength

import pytest
import time_machine
import transaction


WHO = Identity("E1", "E1", "patrons", "", "ja", True)


@pytest.fixture(autouse=True)
def site(portal):
    return portal


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ticket(clock):
    return open_session(WHO, Strength.CODE)


class TestIdle:
    def test_ends_after_an_hour_without_a_request(self, ticket, clock):
        clock.shift(3599)
        assert find_session(ticket)
        clock.shift(1)
        assert find_session(ticket) is None

    def test_each_use_starts_the_hour_anew(self, ticket, clock):
        for _ in range(5):
            clock.shift(3000)
            assert find_session(ticket)
            ticket = renew_ticket(ticket) or ticket

    @pytest.mark.parametrize("second", [0, 1, 30, 59])
    def test_never_ends_early_and_at_most_a_minute_late(self, ticket, clock, second):
        clock.shift(600 + second)
        ticket = renew_ticket(ticket)
        clock.shift(3599)
        assert find_session(ticket)
        clock.shift(61)
        assert find_session(ticket) is None

    def test_is_not_renewed_twice_in_a_minute(self, ticket, clock):
        clock.shift(61)
        ticket = renew_ticket(ticket)
        clock.shift(20)
        assert renew_ticket(ticket) is None

    def test_use_writes_nothing(self, site, ticket, clock):
        transaction.savepoint(optimistic=True)
        clock.shift(120)
        find_session(ticket)
        renew_ticket(ticket)
        assert not site._p_jar._registered_objects

    def test_has_a_longest_life(self, ticket, clock):
        for _ in range(47):
            clock.shift(1800)
            assert find_session(ticket)
            ticket = renew_ticket(ticket) or ticket
        clock.shift(1800)
        assert find_session(ticket) is None


class TestForgery:
    def test_every_changed_character_voids_the_ticket(self, ticket):
        for place in range(len(ticket)):
            changed = "A" if ticket[place] != "A" else "B"
            assert find_session(ticket[:place] + changed + ticket[place + 1 :]) is None

    def test_a_later_moment_needs_a_signature(self, ticket):
        token, moment, signature = ticket.split(".")
        assert find_session(f"{token}.{int(moment) + 9999}.{signature}") is None

    @pytest.mark.parametrize(
        "text", ["", ".", "..", "...", "a.1.b", "あ.1.b", "a." + "9" * 9999 + ".b"]
    )
    def test_nonsense_is_nobody(self, ticket, text):
        assert find_session(text) is None
        close_session(text)

    def test_tokens_are_long_and_tell_nothing(self, ticket):
        token = ticket.split(".")[0]
        assert len(token) >= 43
        assert "E1" not in token

    def test_the_store_does_not_hold_the_token(self, ticket):
        token = ticket.split(".")[0]
        assert token not in get_logins().sessions


class TestEnd:
    def test_logout_kills_the_ticket(self, ticket):
        close_session(ticket)
        assert find_session(ticket) is None
        assert get_logins().account("E1").sessions == frozenset()

    def test_all_but_the_kept_one_end(self, ticket):
        other = open_session(WHO, Strength.CODE)
        close_sessions("E1", keep=other)
        assert find_session(ticket) is None
        assert find_session(other)

    def test_all_end(self, ticket):
        other = open_session(WHO, Strength.CODE)
        close_sessions("E1")
        assert find_session(ticket) is None
        assert find_session(other) is None

    def test_forgotten_ones_are_swept_at_the_next_login(self, ticket, clock):
        clock.shift(86_400)
        open_session(WHO, Strength.CODE)
        assert len(get_logins().account("E1").sessions) == 1
