from .conftest import AGENT
from .conftest import another
from .conftest import NOON
from ndl.registration.limits.client import Client
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.devices import forget_devices
from ndl.registration.login.lockout import reopen
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.second_step import enter_code
from ndl.registration.login.sending import pending
from ndl.registration.login.sending import send_again
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import Strength

import pytest
import time_machine


class TestRightCode:
    def test_opens_a_session(self, started, codes, patron):
        result = enter_code(started.token, codes[-1], AGENT)
        assert isinstance(result, LoggedIn)
        session = find_session(result.ticket)
        assert session.user_id == patron.user_id
        assert session.strength is Strength.CODE

    def test_works_once(self, started, codes):
        enter_code(started.token, codes[-1], AGENT)
        again = enter_code(started.token, codes[-1], AGENT)
        assert isinstance(again, Refused)
        assert again.ended

    def test_prolongs_the_registration(self, portal, make_patron, codes, password):
        with time_machine.travel(NOON, tick=False) as clock:
            patron = make_patron()
            until = patron.valid_until
            clock.shift(86_400)
            sent = enter_password(patron.user_id, password, AGENT)
            assert patron.valid_until == until
            enter_code(sent.token, codes[-1], AGENT)
            assert patron.valid_until > until

    def test_is_good_for_fifteen_minutes(self, patron, codes, password):
        for seconds, expected in ((899, LoggedIn), (900, Refused)):
            with time_machine.travel(NOON, tick=False) as clock:
                sent = enter_password(patron.user_id, password, AGENT)
                clock.shift(seconds)
                assert isinstance(enter_code(sent.token, codes[-1], AGENT), expected)


class TestWrongCode:
    def test_five_end_the_attempt(self, started, codes):
        for _ in range(4):
            assert not enter_code(started.token, another(codes[-1]), AGENT).ended
        assert enter_code(started.token, another(codes[-1]), AGENT).ended
        assert enter_code(started.token, codes[-1], AGENT).ended

    def test_malformed_ones_are_not_tries(self, started, codes):
        for typed in ("", "12345", "1234567", "abcdef", "12345\x00", "-1"):
            result = enter_code(started.token, typed, AGENT)
            assert not result.ended
        assert isinstance(enter_code(started.token, codes[-1], AGENT), LoggedIn)

    def test_other_browser_is_refused(self, started, codes):
        assert enter_code(started.token, codes[-1], Client("Other/1.0")).ended
        assert isinstance(enter_code(started.token, codes[-1], AGENT), LoggedIn)

    def test_code_of_another_patron_is_wrong(
        self, started, codes, make_patron, password
    ):
        other = make_patron(email="taro@example.org")
        sent = enter_password(other.user_id, password, AGENT)
        mine, theirs = codes
        if mine != theirs:
            assert isinstance(enter_code(started.token, theirs, AGENT), Refused)
            assert isinstance(enter_code(sent.token, mine, AGENT), Refused)

    @pytest.mark.parametrize("token", ["", "x", "a.b.c", "\udc80"[:0], "あ"])
    def test_made_up_attempts_are_refused(self, started, codes, token):
        assert enter_code(token, codes[-1], AGENT).ended

    def test_ten_an_hour_over_all_attempts(self, patron, codes, password):
        with time_machine.travel(NOON, tick=False) as clock:
            for _ in range(2):
                sent = enter_password(patron.user_id, password, AGENT)
                for _ in range(5):
                    enter_code(sent.token, another(codes[-1]), AGENT)
            blocked = enter_password(patron.user_id, password, AGENT)
            assert "Too many wrong" in blocked.message
            clock.shift(3599)
            blocked = enter_password(patron.user_id, password, AGENT)
            assert isinstance(blocked, Refused)
            clock.shift(1)
            free = enter_password(patron.user_id, password, AGENT)
            assert isinstance(free, CodeSent)

    def test_fifty_a_day(self, patron, codes, password):
        account = get_logins().account(patron.user_id)
        with time_machine.travel(NOON, tick=False) as clock:
            for _ in range(10):
                clock.shift(3600)
                sent = enter_password(patron.user_id, password, AGENT)
                for _ in range(5):
                    enter_code(sent.token, another(codes[-1]), AGENT)
            clock.shift(3600)
            assert len(account.code_failures) == 50
            blocked = enter_password(patron.user_id, password, AGENT)
            assert isinstance(blocked, Refused)

    def test_a_login_does_not_wipe_the_count(self, started, codes, patron):
        enter_code(started.token, another(codes[-1]), AGENT)
        enter_code(started.token, codes[-1], AGENT)
        assert len(get_logins().account(patron.user_id).code_failures) == 1


class TestSendingAgain:
    def test_waits_thirty_seconds(self, patron, codes, password):
        with time_machine.travel(NOON, tick=False) as clock:
            sent = enter_password(patron.user_id, password, AGENT)
            clock.shift(29)
            assert isinstance(send_again(sent.token, AGENT), Refused)
            clock.shift(1)
            assert isinstance(send_again(sent.token, AGENT), CodeSent)

    def test_voids_the_former_code(self, patron, codes, password):
        with time_machine.travel(NOON, tick=False) as clock:
            sent = enter_password(patron.user_id, password, AGENT)
            clock.shift(30)
            send_again(sent.token, AGENT)
            first, second = codes
            if first != second:
                assert isinstance(enter_code(sent.token, first, AGENT), Refused)
            assert isinstance(enter_code(sent.token, second, AGENT), LoggedIn)

    def test_keeps_the_count_of_wrong_codes(self, patron, codes, password):
        with time_machine.travel(NOON, tick=False) as clock:
            sent = enter_password(patron.user_id, password, AGENT)
            for _ in range(4):
                enter_code(sent.token, another(codes[-1]), AGENT)
            clock.shift(30)
            send_again(sent.token, AGENT)
            assert enter_code(sent.token, another(codes[-1]), AGENT).ended

    def test_is_limited(self, patron, codes, password):
        with time_machine.travel(NOON, tick=False) as clock:
            sent = enter_password(patron.user_id, password, AGENT)
            for _ in range(5):
                clock.shift(30)
                assert isinstance(send_again(sent.token, AGENT), CodeSent)
            clock.shift(30)
            assert isinstance(send_again(sent.token, AGENT), Refused)
            assert len(codes) == 6


class TestAttempt:
    def test_a_newer_login_ends_the_older(self, started, codes, patron, password):
        newer = enter_password(patron.user_id, password, AGENT)
        assert enter_code(started.token, codes[0], AGENT).ended
        assert pending(started.token, AGENT) is None
        assert isinstance(enter_code(newer.token, codes[1], AGENT), LoggedIn)

    def test_ends_when_the_patron_is_removed(self, started, codes, patron):
        from ndl.registration.patrons.directory import get_directory

        get_directory().remove(patron.user_id)
        assert enter_code(started.token, codes[-1], AGENT).ended

    def test_nothing_stored_tells_the_code(self, started, codes, patron):
        import pickle

        account = get_logins().account(patron.user_id)
        stored = pickle.dumps(account.__getstate__())
        assert codes[-1].encode() not in stored
        assert started.token.encode() not in stored


class TestLoginUnderWay:
    @pytest.mark.parametrize("end", [forget_devices, reopen])
    def test_ends_with_what_it_stands_on(self, started, codes, patron, end):
        end(patron.user_id)
        answer = enter_code(started.token, codes[-1], AGENT)
        assert isinstance(answer, Refused)
        assert answer.ended

    @pytest.mark.parametrize("end", [forget_devices, reopen])
    def test_of_nobody_leaves_no_account(self, patron, end):
        end(patron.user_id)
        assert get_logins().peek(patron.user_id) is None
