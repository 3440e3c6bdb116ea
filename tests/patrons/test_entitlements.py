from ndl.registration.patrons.entitlements import entitlements
from ndl.registration.patrons.entitlements import is_entitled
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.patrons.residence import Residence

import pytest


ABROAD = Residence("FR", "-", "", "Paris", "1 rue de la Paix")


def names(patron, request_only):
    found = entitlements(patron)
    return {e.service.name for e in found if e.request_only is request_only}


@pytest.fixture(autouse=True)
def site(portal):
    return portal


class TestEntitlements:
    def test_of_a_simple_patron_in_japan(self, make_patron):
        patron = make_patron()
        assert names(patron, False) == {"remote-photoduplication", "article-research"}
        assert names(patron, True) == {"reservation", "interfacility"}

    def test_of_a_simple_patron_abroad(self, make_patron):
        assert is_entitled(make_patron(residence=ABROAD), "reference")

    def test_of_an_official_patron_in_japan(self, make_patron):
        patron = make_patron()
        patron.patron_class = PatronClass.OFFICIAL
        assert names(patron, True) == set()
        assert len(names(patron, False)) == 7

    def test_of_an_official_patron_abroad(self, make_patron):
        patron = make_patron(residence=ABROAD)
        patron.patron_class = PatronClass.OFFICIAL
        assert not is_entitled(patron, "digitized-contents")
        assert is_entitled(patron, "closed-stacks")
