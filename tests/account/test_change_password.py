from ndl.registration.account.change_password import change_password
from ndl.registration.account.change_password import WrongPassword
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.validation import find_problems
from ndl.registration.login.sources import get_identity
from ndl.registration.login.sources import PATRONS
from ndl.registration.login.sources import source_of
from ndl.registration.patrons.errors import PasswordsDiffer
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.patrons.passwords import new_password_problems
from ndl.registration.patrons.passwords import verify_password
from plone import api

import pytest


NEW = "Kawaguchi-815-k"
WEAK = [
    "short1",
    "x1" * 11,
    "nodigitsatall",
    "password123456",
    "Mizuumi 4711 b",
]


class TestOneRule:
    """What registration refuses, all other doors refuse with the same words."""

    @pytest.mark.parametrize("weak", WEAK)
    def test_holds_at_every_door(self, patron, password, weak):
        declared = Declaration.from_patron(patron)
        values = {**declared.to_form(), "password": weak, "password_again": weak}
        words = find_problems(values, declared.variant, patron.email)["password"]
        identity = get_identity(PATRONS, patron.user_id)
        assert source_of(identity).password_problems(identity, weak) == words
        assert new_password_problems(patron, weak) == words
        with pytest.raises(WeakPassword) as refused:
            change_password(patron, password, weak, weak)
        assert refused.value.problems == words

    def test_asks_for_another_one(self, patron, password):
        with pytest.raises(WeakPassword):
            change_password(patron, password, password, password)

    def test_holds_for_what_stock_plone_sets(self, portal, patron, password):
        with api.env.adopt_user(username=patron.user_id):
            for one in (*WEAK, password):
                with pytest.raises(RuntimeError):
                    portal.acl_users.userSetPassword(patron.user_id, one)
        assert verify_password(patron.password, password)

    def test_tells_nobody_which_is_the_present_one(self, portal, patron, password):
        with api.env.adopt_user(username=patron.user_id):
            told = portal.portal_registration.testPasswordValidity(password)
        assert told is None


class TestChange:
    def test_needs_the_present_one(self, patron, password):
        with pytest.raises(WrongPassword):
            change_password(patron, "wrong", NEW, NEW)
        assert verify_password(patron.password, password)

    def test_of_a_wrong_present_one_says_no_more(self, patron, password):
        with pytest.raises(WrongPassword):
            change_password(patron, "wrong", password, password)

    def test_is_typed_twice(self, patron, password):
        with pytest.raises(PasswordsDiffer):
            change_password(patron, password, NEW, NEW.lower())

    def test_is_closed_after_wrong_ones(self, patron, password):
        for _ in range(5):
            with pytest.raises(WrongPassword):
                change_password(patron, "wrong", NEW, NEW)
        with pytest.raises(WrongPassword):
            change_password(patron, password, NEW, NEW)
        assert verify_password(patron.password, password)

    def test_is_made(self, patron, password):
        change_password(patron, password, NEW, NEW)
        assert verify_password(patron.password, NEW)
