"""A library elsewhere than in Japan."""

from .applicant import Applicant
from .applicant import fields
from .applicant import holder
from .applicant import OVERSEAS
from .applicant import values_of
from datetime import date
from lxml import html
from ndl.registration.clock import now
from ndl.registration.declaration.declaration import offered_variants
from ndl.registration.library.entitlements import is_entitled
from ndl.registration.library.service_terms import Consent
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.review.calendar import is_business_day
from ndl.registration.settings import settings
from plone import api

import pytest
import transaction


JAPAN = Residence("JP", "100-0014", "東京都", "千代田区", "永田町1-10-1")
IN_LATIN = Residence("JP", "100-0014", "", "", "1-10-1 Nagatacho, Tokyo")
GERMANY = Residence("DE", "10115", "", "", "Invalidenstr. 1, Berlin")


@pytest.fixture
def dutch(site):
    """The settings of a library in the Netherlands."""
    settings().home_country = "NL"
    settings().japanese_form = False
    transaction.commit()


@pytest.fixture
def applicant(visitor, mails):
    return Applicant(visitor, mails)


class TestForm:
    @pytest.mark.parametrize(
        ("home", "japanese", "names"),
        [
            ("JP", True, ["japan", "overseas"]),
            ("NL", True, ["overseas", "japan"]),
            ("NL", False, ["overseas"]),
            ("JP", False, ["overseas"]),
        ],
    )
    def test_offered(self, portal, home, japanese, names):
        settings().home_country = home
        settings().japanese_form = japanese
        assert [one.lives_in.value for one in offered_variants()] == names

    def test_without_japanese_one_asks_for_nothing_of_japan(self, dutch, applicant):
        name = applicant.come_to_form()
        assert 'name="residence"' not in applicant.show("../register-user").text
        page = applicant.answer("name", **fields(OVERSEAS))
        values = values_of(name) | values_of(page)
        assert values["form.widgets.country:list"] == "NL"
        assert not any("kana" in name or "region" in name for name in values)
        assert 'name="form.buttons.search"' not in page.text

    def test_registers_a_resident_of_japan_as_well(self, dutch, applicant):
        applicant.come_to_form()
        page = applicant.fill_overseas(
            **{"country:list": "JP", "phone": "03-3581-2331"},
            street="1-10-1 Nagatacho\nChiyoda-ku\nTokyo 100-0014\nJapan",
        )
        assert "1-10-1 Nagatacho" in page.text
        applicant.confirm()
        patron = holder()
        assert patron.residence.country == "JP"
        assert patron.full_name == "Zoë M. O'Connor-Müller"

    def test_for_japan_cannot_be_asked_for(self, dutch, applicant):
        applicant.come_to_form()
        applicant.switch("japan")
        page = applicant.answer("name", **fields(OVERSEAS))
        assert "form.widgets.country" in page.text
        assert "form.widgets.region" not in page.text

    def test_beside_the_japanese_one_takes_no_japan(self, site, applicant):
        applicant.go_overseas()
        page = applicant.fill_overseas(**{"country:list": "JP"})
        assert holder() is None
        assert html.fromstring(page.text).cssselect(
            "#formfield-form-widgets-country.error"
        )


class TestServices:
    @pytest.mark.parametrize(
        ("home", "residence", "entitled"),
        [
            ("JP", JAPAN, True),
            ("JP", IN_LATIN, True),
            ("JP", GERMANY, False),
            ("DE", GERMANY, True),
            ("DE", JAPAN, False),
        ],
    )
    def test_are_those_of_residents(
        self, portal, make_patron, home, residence, entitled
    ):
        settings().home_country = home
        patron = make_patron(residence=residence)
        patron.change_class(PatronClass.OFFICIAL)
        patron.give_consent("digitized-contents", Consent("1", now()))
        assert is_entitled(patron, "digitized-contents") is entitled
        roles = api.user.get(patron.user_id).getRoles()
        assert ("Patron in Japan" in roles) is entitled

    def test_are_told_by_the_name_of_the_country(self, dutch, applicant, visitor):
        applicant.ask_for_link()
        text = " ".join(applicant.open_link().text.split())
        assert "residents of Netherlands" in " ".join(
            html.fromstring(text).text_content().split()
        )


class TestBusinessDays:
    def test_follow_the_country(self, portal, subtests):
        for home, day, works in [
            ("JP", date(2026, 4, 29), False),
            ("NL", date(2026, 4, 29), True),
            ("NL", date(2026, 4, 27), False),
            ("AE", date(2026, 5, 8), True),
            ("SA", date(2026, 5, 8), False),
            ("EH", date(2026, 4, 29), True),
            ("EH", date(2026, 5, 2), False),
        ]:
            with subtests.test(home=home, day=day, works=works):
                settings().home_country = home
                assert is_business_day(day) is works


class TestSettings:
    def test_offer_all_countries(self, visitor, site):
        visitor.auth = ("admin", "secret")
        page = visitor.get("@@ndl-registration-controlpanel").text
        for code in ("JP", "NL", "US"):
            assert f'value="{code}"' in page
