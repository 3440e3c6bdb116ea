from .conftest import agree
from datetime import date
from ndl.registration.library.entitlements import Condition
from ndl.registration.library.entitlements import entitlement_of
from ndl.registration.library.entitlements import entitlements
from ndl.registration.library.entitlements import is_entitled
from ndl.registration.library.entitlements import Level
from ndl.registration.library.offers import offers
from ndl.registration.library.services import Service
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.store_interfaces.library import IServiceTerms
from zope.component import getUtility

import pytest


ABROAD = Residence("FR", "-", "", "Paris", "1 rue de la Paix")


def names(patron, request_only):
    found = [e for e in entitlements(patron) if e.is_open]
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
        patron.change_class(chosen)
        agree(patron)
        patron.issue_card("C1")
        for offer in offers(chosen):
            is_open = offer.abroad if abroad else offer.at_home
            assert is_entitled(patron, offer.service.name) == is_open, offer


class TestEntitlements:
    def test_of_a_simple_patron_in_japan(self, make_patron):
        patron = make_patron()
        assert names(patron, False) == {"remote-photoduplication", "article-research"}
        assert names(patron, True) == {"reservation", "interfacility"}

    def test_of_a_simple_patron_abroad(self, make_patron):
        assert is_entitled(make_patron(residence=ABROAD), "reference")

    def test_of_an_official_patron_in_japan(self, make_patron):
        patron = make_patron()
        patron.change_class(PatronClass.OFFICIAL)
        assert names(patron, True) == set()
        assert len(names(patron, False)) == 5
        agree(patron)
        patron.issue_card("C1")
        assert len(names(patron, False)) == 7

    def test_only_after_consent_to_the_terms_of_the_service(self, make_patron):
        patron = make_patron()
        patron.change_class(PatronClass.OFFICIAL)
        late = [e.service.name for e in entitlements(patron) if e.after_consent]
        assert late == ["digitized-contents"]
        assert not is_entitled(patron, "digitized-contents")
        agree(patron)
        assert is_entitled(patron, "digitized-contents")
        assert not any(e.after_consent for e in entitlements(patron))

    def test_of_an_official_patron_abroad(self, make_patron):
        patron = make_patron(residence=ABROAD)
        patron.change_class(PatronClass.OFFICIAL)
        agree(patron)
        patron.issue_card("C1")
        assert not is_entitled(patron, "digitized-contents")
        assert is_entitled(patron, "closed-stacks")


def make_service(**flags):
    return Service("maps", "Maps", **flags)


class TestWhatIsMissing:
    """Each condition alone and together, for each kind of patron."""

    @pytest.mark.parametrize(
        ("flags", "official", "abroad", "level", "missing"),
        [
            ({}, False, False, Level.USE, ()),
            ({"simple": False}, False, False, Level.NONE, (Condition.OFFICIAL,)),
            ({"simple": False}, True, False, Level.USE, ()),
            ({"needs_card": True}, True, False, Level.NONE, (Condition.CARD,)),
            ({"needs_consent": True}, True, True, Level.NONE, (Condition.CONSENT,)),
            ({"at_home_only": True}, True, True, Level.NONE, (Condition.RESIDENCE,)),
            ({"at_home_only": True}, True, False, Level.USE, ()),
            (
                {"simple_abroad_only": True},
                False,
                False,
                Level.NONE,
                (Condition.OFFICIAL,),
            ),
            ({"simple_abroad_only": True}, False, True, Level.USE, ()),
            ({"simple_abroad_only": True}, True, False, Level.USE, ()),
            (
                {"request_only": True},
                False,
                False,
                Level.REQUEST,
                (Condition.OFFICIAL_OR_CARD,),
            ),
            ({"request_only": True}, True, False, Level.USE, ()),
            (
                {"simple": False, "at_home_only": True, "needs_consent": True},
                False,
                True,
                Level.NONE,
                (Condition.RESIDENCE, Condition.OFFICIAL, Condition.CONSENT),
            ),
            ({"offered": False}, True, False, Level.NONE, ()),
        ],
    )
    def test_is_told(self, make_patron, flags, official, abroad, level, missing):
        patron = make_patron(**({"residence": ABROAD} if abroad else {}))
        if official:
            patron.change_class(PatronClass.OFFICIAL)
        found = entitlement_of(patron, make_service(**flags))
        assert (found.level, found.missing) == (level, missing)

    def test_a_card_opens_what_could_only_be_requested(self, make_patron):
        patron = make_patron()
        patron.issue_card("C1")
        found = entitlement_of(patron, make_service(request_only=True))
        assert found.level is Level.USE

    def test_by_a_rule_of_a_package(self, make_patron):
        class Closed(Service):
            def is_open_to(self, patron):
                return False

        found = entitlement_of(make_patron(), Closed("maps", "Maps"))
        assert found.missing == (Condition.OTHER,)

    def test_whoever_is_expired_may_nothing(self, make_patron):
        patron = make_patron()
        patron.end_after(date(2020, 1, 1))
        assert not any(e.is_open for e in entitlements(patron))

    def test_consent_to_an_older_version_is_none(self, make_patron):
        patron = make_patron()
        patron.change_class(PatronClass.OFFICIAL)
        agree(patron)
        assert is_entitled(patron, "digitized-contents")
        book = getUtility(IServiceTerms).ensure("digitized-contents")
        book.add({"en": "New", "ja": "新"}, True)
        assert not is_entitled(patron, "digitized-contents")
