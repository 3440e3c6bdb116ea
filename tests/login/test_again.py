from .conftest import AGENT
from dataclasses import replace
from ndl.registration.interfaces import Identity
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.second_step import enter_code
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import may_give_address
from ndl.registration.settings import settings

import pytest
import time_machine


WHO = Identity("E1", "E1", "patrons", "", "ja", True)
NOON = "2036-11-21T03:00:00Z"


class TestAgain:
    def test_a_remembered_browser_is_asked_for_a_code(
        self, patron, started, codes, password
    ):
        done = enter_code(started.token, codes[-1], AGENT)
        browser = replace(AGENT, remembered=done.remembered)
        usual = enter_password(patron.user_id, password, browser)
        again = enter_password(patron.user_id, password, browser, again=True)
        assert isinstance(usual, LoggedIn)
        assert isinstance(again, CodeSent)
        done = enter_code(again.token, codes[-1], browser)
        assert find_session(done.ticket).has_code_within(600)
        assert not find_session(usual.ticket).has_code_within(600)


class TestFresh:
    @pytest.mark.parametrize(
        ("age", "is_fresh"), [(0, True), (599, True), (600, False)]
    )
    def test_for_ten_minutes_less_a_second(self, portal, age, is_fresh):
        with time_machine.travel(NOON, tick=False) as clock:
            session = find_session(open_session(WHO, Strength.CODE))
            clock.shift(age)
            assert session.has_code_within(600) is is_fresh

    @pytest.mark.parametrize("strength", [Strength.PASSWORD, Strength.REMEMBERED])
    def test_never_without_a_code(self, portal, strength):
        assert not find_session(open_session(WHO, strength)).has_code_within(600)


class TestAddress:
    def test_may_be_given_by_patrons_alone(self, portal):
        assert may_give_address(WHO)
        assert not may_give_address(replace(WHO, source="staff"))

    def test_by_nobody_where_that_is_switched_off(self, portal):
        settings().ask_for_address = False
        assert not may_give_address(WHO)
