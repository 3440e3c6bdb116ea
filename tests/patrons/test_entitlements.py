from ndl.registration.patrons.entitlements import entitlements
from ndl.registration.patrons.entitlements import is_entitled
from ndl.registration.patrons.entitlements import offers
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


class TestOffers:
    def test_of_simple_registration(self):
        found = {o.service.name: o for o in offers(PatronClass.SIMPLE)}
        assert set(found) == {
            "remote-photoduplication",
            "article-research",
            "reference",
            "reservation",
            "interfacility",
        }
        assert [o.service.name for o in found.values() if o.request_only] == [
            "reservation",
            "interfacility",
        ]
        reference = found["reference"]
        assert reference.abroad
        assert not reference.at_home

    def test_of_official_registration_only_what_simple_ones_lack(self):
        found = {o.service.name: o for o in offers(PatronClass.OFFICIAL)}
        assert set(found) == {"reference", "closed-stacks", "digitized-contents"}
        assert not found["digitized-contents"].abroad

    @pytest.mark.parametrize("chosen", PatronClass)
    @pytest.mark.parametrize("abroad", [True, False])
    def test_are_what_patrons_get(self, make_patron, chosen, abroad):
        patron = make_patron(**({"residence": ABROAD} if abroad else {}))
        patron.patron_class = chosen
        patron.consents = frozenset({"digitized-contents"})
        open_to = [o for o in offers(chosen) if (o.abroad if abroad else o.at_home)]
        assert all(is_entitled(patron, o.service.name) for o in open_to)


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

    def test_only_after_consent_to_the_terms_of_the_service(self, make_patron):
        patron = make_patron()
        patron.patron_class = PatronClass.OFFICIAL
        late = [e.service.name for e in entitlements(patron) if e.after_consent]
        assert late == ["digitized-contents"]
        assert not is_entitled(patron, "digitized-contents")
        patron.consents = frozenset(late)
        assert is_entitled(patron, "digitized-contents")
        assert not any(e.after_consent for e in entitlements(patron))

    def test_of_an_official_patron_abroad(self, make_patron):
        patron = make_patron(residence=ABROAD)
        patron.patron_class = PatronClass.OFFICIAL
        assert not is_entitled(patron, "digitized-contents")
        assert is_entitled(patron, "closed-stacks")
