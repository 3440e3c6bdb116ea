"""The record of a patron in the database: small, and the same when it comes back."""

from datetime import date
from ndl.registration.patrons.patron import EmailRequest
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.patrons.residence import Residence

import pickle
import pytest


KEPT = {
    "card": "12345",
    "email_request": EmailRequest("new@example.org", "0" * 64, 1),
    "former_emails": frozenset({"a"}),
    "read_marks": frozenset({"b"}),
    "notices": ("c",),
    "patron_class": PatronClass.OFFICIAL,
    "valid_until": date(2031, 2, 3),
}


@pytest.fixture
def patron(make_patron):
    return make_patron(extra={"ward": "Azabu"}, title="Dr.", phone_is_fax=True)


def again(patron):
    """The patron as another connection reads it."""
    state = pickle.loads(pickle.dumps(patron.__getstate__(), 3))
    other = Patron.__new__(Patron)
    other.__setstate__(state)
    return other


class TestRecord:
    def test_comes_back_as_it_was(self, portal, patron):
        other = again(patron)
        assert vars(other) == vars(patron)
        assert other.person == patron.person
        assert other.registered_at == patron.registered_at

    @pytest.mark.parametrize("name", KEPT)
    def test_keeps_what_came_later(self, portal, patron, name):
        setattr(patron, name, KEPT[name])
        assert getattr(again(patron), name) == KEPT[name]

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
