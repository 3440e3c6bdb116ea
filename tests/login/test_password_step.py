from .conftest import AGENT
from .conftest import NOON
from dataclasses import replace
from ndl.registration.login import results
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import AddressNeeded
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import Refused
from ndl.registration.login.tally import counts_of
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.settings import settings

import pytest
import time_machine


class TestPasswordStep:
    def test_right_password_sends_a_code_and_opens_no_session(
        self, patron, codes, password
    ):
        result = enter_password(patron.user_id, password, AGENT)
        assert isinstance(result, CodeSent)
        assert result.recipient == "h*****@e***.org"
        assert len(codes) == 1
        assert get_logins().account(patron.user_id).sessions == frozenset()

    def test_user_id_is_typed_in_any_case_and_width(self, patron, codes, password):
        wide = "".join(chr(ord(c) + 0xFEE0) for c in patron.user_id.lower())
        for typed in (patron.user_id.lower(), f" {patron.user_id} ", wide):
            assert isinstance(enter_password(typed, password, AGENT), CodeSent)

    def test_wrong_and_unknown_are_answered_alike(self, patron, codes, password):
        wrong = enter_password(patron.user_id, password.upper(), AGENT)
        unknown = enter_password("E000000000", password, AGENT)
        nobody = enter_password("?", password, AGENT)
        assert wrong == unknown == nobody
        assert isinstance(wrong, Refused)
        assert codes == []

    def test_what_is_left_blank_is_no_guess(self, patron, codes, password):
        few = replace(AGENT, address="192.0.2.77")
        settings().limit_passwords = "1 per hour"
        for pair in [("", ""), (" ", password), (patron.user_id, "")] * 3:
            result = enter_password(*pair, few)
            assert result.missing
            assert not result.wait
        assert counts_of(patron.user_id).failures == 0
        assert enter_password("", "", few).reason == results.MISSING_USER_ID
        assert enter_password("E1", "", few).reason == results.MISSING_PASSWORD

    def test_unknown_ids_leave_nothing(self, patron, codes, password):
        enter_password("E000000000", password, AGENT)
        assert get_logins().peek("E000000000") is None

    def test_five_in_a_row_lock_for_ten_minutes(self, patron, codes, password):
        with time_machine.travel(NOON, tick=False) as clock:
            answers = {enter_password(patron.user_id, "no", AGENT) for _ in range(5)}
            locked = enter_password(patron.user_id, password, AGENT)
            assert answers == {locked}
            clock.shift(599)
            assert isinstance(enter_password(patron.user_id, password, AGENT), Refused)
            clock.shift(1)
            result = enter_password(patron.user_id, password, AGENT)
            assert isinstance(result, CodeSent)

    def test_a_right_one_starts_the_count_anew(self, patron, codes, password):
        for _ in range(3):
            for _ in range(4):
                enter_password(patron.user_id, "no", AGENT)
            result = enter_password(patron.user_id, password, AGENT)
            assert isinstance(result, CodeSent)

    def test_tries_while_locked_do_not_prolong_the_lock(self, patron, codes, password):
        with time_machine.travel(NOON, tick=False) as clock:
            for _ in range(5):
                enter_password(patron.user_id, "no", AGENT)
            clock.shift(300)
            for _ in range(20):
                enter_password(patron.user_id, "no", AGENT)
            clock.shift(300)
            result = enter_password(patron.user_id, password, AGENT)
            assert isinstance(result, CodeSent)

    def test_an_expired_patron_is_told_after_the_right_password(
        self, portal, codes, make_patron, password
    ):
        with time_machine.travel("2020-01-01T00:00:00Z", tick=False):
            patron = make_patron()
        result = enter_password(patron.user_id, password, AGENT)
        assert "expired" in result.message
        assert "expired" not in enter_password(patron.user_id, "no", AGENT).message
        assert codes == []

    def test_a_patron_without_address_gets_no_code(
        self, portal, codes, make_patron, password
    ):
        patron = make_patron(email="")
        result = enter_password(patron.user_id, password, AGENT)
        assert isinstance(result, AddressNeeded)
        assert codes == []

    def test_a_patron_without_address_is_sent_away_where_none_may_be_given(
        self, portal, codes, make_patron, password
    ):
        settings().ask_for_address = False
        patron = make_patron(email="")
        result = enter_password(patron.user_id, password, AGENT)
        assert isinstance(result, Refused)
        assert get_logins().account(patron.user_id).attempt is None

    def test_an_old_hash_is_renewed(self, patron, codes, password):
        before = patron.password
        settings().argon2_time = 2
        enter_password(patron.user_id, password, AGENT)
        assert patron.password != before
        assert "t=2" in patron.password

    @pytest.mark.parametrize(
        "change", [str.swapcase, lambda p: p + " ", lambda p: p[:-1]]
    )
    def test_password_is_compared_as_typed(self, patron, codes, password, change):
        patron.set_password(hash_password(password))
        result = enter_password(patron.user_id, change(password), AGENT)
        assert isinstance(result, Refused)
