"""The record of a patron in the database: small, and the same when it comes back."""

from datetime import date
from datetime import datetime
from datetime import UTC
from ndl.registration.notices.personal import Notice
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.record import EmailRequest
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence

import pickle
import pytest


NOTICE = Notice("1", "application-verified", datetime(2026, 4, 1, tzinfo=UTC))
WANTED = EmailRequest("new@example.org", "0" * 64, 1)
# What happens to a patron, and what is read afterwards.
CHANGES = [
    ("change_class", [PatronClass.OFFICIAL], {"patron_class": PatronClass.OFFICIAL}),
    ("end_after", [date(2031, 2, 3)], {"valid_until": date(2031, 2, 3)}),
    ("set_password", ["x"], {"password": "x", "initial_password_until": None}),
    (
        "set_initial_password",
        ["x", date(2026, 4, 8)],
        {"password": "x", "initial_password_until": date(2026, 4, 8)},
    ),
    ("renew_hash", ["x"], {"password": "x"}),
    ("accept_terms", ["7"], {"terms_version": "7"}),
    ("give_consent", ["reference", "yes"], {"consents": {"reference": "yes"}}),
    ("issue_card", ["12345"], {"card": "12345"}),
    ("ask_for_email", [WANTED], {"email_request": WANTED}),
    ("add_notice", [NOTICE], {"notices": (NOTICE,)}),
    ("mark_notices_read", [frozenset("b")], {"read_marks": frozenset("b")}),
    ("tell_apart_from", ["E2"], {"distinct_from": frozenset({"E2"})}),
]
# Public values, as the class names them.
VALUES = sorted(
    name
    for name in dir(Patron)
    if not name.startswith("_") and not callable(getattr(Patron, name))
)


@pytest.fixture
def patron(make_patron):
    return make_patron(extra={"ward": "Azabu"}, title="Dr.", phone_is_fax=True)


def again(patron):
    """The patron as another connection reads it."""
    state = pickle.loads(pickle.dumps(patron.__getstate__(), 3))
    other = Patron.__new__(Patron)
    other.__setstate__(state)
    return other


class TestValues:
    @pytest.mark.parametrize("name", VALUES)
    def test_cannot_be_assigned(self, portal, patron, name):
        value = getattr(patron, name)
        with pytest.raises(AttributeError):
            setattr(patron, name, value)
        with pytest.raises(AttributeError):
            delattr(patron, name)

    def test_are_all_stored_under_private_names(self, portal, patron):
        for act, given, _kept in CHANGES:
            getattr(patron, act)(*given)
        assert [name for name in vars(patron) if not name.startswith("_")] == []

    def test_that_hold_several_cannot_be_changed_in_place(self, portal, patron):
        patron.give_consent("reference", "yes")
        with pytest.raises(TypeError):
            patron.consents["closed-stacks"] = "yes"


class TestActs:
    def test_a_password_of_the_patron_ends_an_initial_one(self, portal, patron):
        patron.set_initial_password("x", date(2026, 4, 8))
        patron.renew_hash("y")
        assert patron.initial_password_until == date(2026, 4, 8)
        patron.set_password("z")
        assert patron.initial_password_until is None

    def test_consent_to_one_service_leaves_the_others(self, portal, patron):
        patron.give_consent("reference", "1")
        patron.give_consent("closed-stacks", "1")
        patron.give_consent("reference", "2")
        assert patron.consents == {"reference": "2", "closed-stacks": "1"}
        patron.withdraw_consent("reference")
        assert patron.consents == {"closed-stacks": "1"}

    def test_an_expiry_mark_is_of_the_present_last_day(self, portal, patron):
        patron.end_after(date(2031, 2, 3))
        patron.mark_expiry("1-first-mail")
        patron.end_after(date(2034, 2, 3))
        assert patron.expiry_mark == ("1-first-mail", date(2031, 2, 3))

    def test_notices_are_read_together(self, portal, patron):
        patron.add_notice(NOTICE)
        patron.mark_notices_read(frozenset("b"))
        assert [one.read for one in patron.notices] == [True]
        before = vars(patron).copy()
        patron.mark_notices_read(frozenset("b"))
        assert all(vars(patron)[name] is kept for name, kept in before.items())


class TestRecord:
    def test_comes_back_as_it_was(self, portal, patron):
        other = again(patron)
        assert vars(other) == vars(patron)
        assert other.person == patron.person
        assert other.registered_at == patron.registered_at

    @pytest.mark.parametrize(("act", "given", "kept"), CHANGES)
    def test_keeps_what_happened_later(self, portal, patron, act, given, kept):
        getattr(patron, act)(*given)
        found = again(patron)
        assert {name: getattr(found, name) for name in kept} == kept

    def test_of_an_older_version_has_new_values_by_their_defaults(self, portal, patron):
        other = again(patron)
        assert (other.card, other.notices, other.consents) == ("", (), {})

    def test_without_trailing_values(self, portal, make_patron):
        home = Residence("DE", "10115", "", "", "Invalidenstr. 1, Berlin")
        patron = make_patron(residence=home, family_kana="", given_kana="")
        assert again(patron).person == patron.person
        assert again(patron).residence.country == "DE"

    def test_has_no_names_of_fields(self, portal, make_patron):
        stored = pickle.dumps(make_patron().__getstate__(), 3)
        assert b"family_name" not in stored
        assert len(stored) < 500
