from .applicant import Applicant
from .applicant import errors_of
from .applicant import fields
from .applicant import holder
from .applicant import OVERSEAS
from .applicant import photo
from lxml import html
from ndl.registration.config import ROLE_OVERSEAS
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.residence import Residence
from ndl.registration.review.queue import applications_of
from plone import api

import pytest


HOME = Residence(
    "DE", "10115", "", "", "Invalidenstraße 1, Apt. #4, 10115 Berlin, Germany"
)


@pytest.fixture
def applicant(visitor, mails):
    return Applicant(visitor, mails)


def value_of(page, name):
    (field,) = html.fromstring(page.text).cssselect(f"#form-widgets-{name}")
    return field.value if field.tag != "input" else field.get("value")


def countries_on(page):
    tree = html.fromstring(page.text)
    return [o.text.strip() for o in tree.cssselect("#form-widgets-country option")]


def asked_on(page):
    tree = html.fromstring(page.text)
    names = {e.get("name", "").split(":")[0] for e in tree.cssselect("form [name]")}
    return {name.removeprefix("form.widgets.") for name in names}


class TestForm:
    def test_asks_what_residents_of_other_countries_have(self, applicant):
        name = applicant.go_overseas()
        assert "Enter your name using the Latin alphabet." in name.text
        address = applicant.answer("name", **fields(OVERSEAS))
        asked = asked_on(name) | asked_on(address)
        assert {"family_name", "given_name", "country", "postal_code"} <= asked
        assert not {"family_kana", "region", "city", "building"} & asked
        for words in (
            "please enter a hyphen (-) instead",
            "NDLApartment#101, 1-10-1, Nagatacho",
        ):
            assert words in address.text
        tree = html.fromstring(address.text)
        (street,) = tree.cssselect("textarea#form-widgets-street")
        assert street.get("autocomplete") == "street-address"

    def test_countries_in_the_order_of_the_language(self, applicant):
        applicant.go_overseas()
        page = applicant.answer("name", **fields(OVERSEAS))
        names = countries_on(page)
        assert names[:3] == ["Please choose", "Afghanistan", "Åland Islands"]
        assert "Japan" not in names
        assert {"Taiwan", "Kosovo", "Guam", "Hong Kong SAR China"} <= set(names)
        assert not {"Antarctica", "European Union", "Unknown Region"} & set(names)
        applicant.visitor.cookies.set("I18N_LANGUAGE", "ja")
        names = countries_on(applicant.switch("overseas"))
        assert names[1:3] == ["アイスランド", "アイルランド"]
        assert names.index("ルーマニア") < names.index("ルクセンブルク")
        assert names.index("ロシア") < names.index("英領ヴァージン諸島")
        assert names.index("英領ヴァージン諸島") < names.index("韓国")

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("family_name", "山田", "Latin alphabet"),
            ("given_name", "Иван", "Latin alphabet"),
            ("given_name", "", "Enter your given name, or select"),
            ("country:list", "--NOVALUE--", "Choose the country"),
            ("country:list", "JP", ""),
            ("postal_code", "", "hyphen (-)"),
            ("postal_code", "〒１", "hyphen"),
            ("street", " \n ", "Enter your address."),
            ("street", "a\ue000b", "cannot be used"),
            ("phone", "12", "country code"),
            ("phone", "", "select the check box"),
            ("birth_date", "2020-01-01", "at least 18"),
        ],
    )
    def test_message_stands_beside_the_field(self, applicant, name, value, words):
        applicant.go_overseas()
        page = applicant.fill_overseas(**{name: value})
        errors = errors_of(page)
        assert list(errors) == [name.partition(":")[0]]
        assert words in errors[name.partition(":")[0]]
        assert holder() is None

    def test_what_was_typed_stays(self, applicant):
        applicant.go_overseas()
        page = applicant.fill_overseas(postal_code="")
        assert value_of(page, "street").split() == OVERSEAS["street"].split()
        assert value_of(page, "country") == "DE"
        assert "Mizuumi" not in page.text


class TestSimple:
    def test_the_whole_way(self, applicant, mails):
        applicant.go_overseas()
        page = applicant.fill_overseas()
        for shown in (
            "O&#39;Connor-Müller",
            "Zoë M.",
            "February 29, 1988",
            "Germany",
            "10115",
            HOME.street,
            "+49 30 901820",
            "Dr.",
        ):
            assert shown in page.text.replace("O'C", "O&#39;C"), shown
        assert "Katakana" not in page.text
        applicant.confirm()
        patron = holder()
        assert patron.residence == HOME
        assert patron.full_name == "Zoë M. O'Connor-Müller"
        assert patron.family_kana == patron.given_kana == ""
        assert patron.phone == "+4930901820"
        assert "Dr. Zoë M. O'Connor-Müller" in mails[-1].get_content()
        assert ROLE_OVERSEAS in api.user.get_roles(patron.user_id)
        for typed in ("oconnor", "ZOE", "O'Connor Mueller".replace("ue", "u")):
            assert get_directory().search(typed) == [patron], typed

    def test_one_name_no_postal_code_and_a_fax(self, applicant):
        applicant.go_overseas()
        page = applicant.fill_overseas(
            family_name="Suharto",
            given_name="",
            postal_code="－",
            phone="FAX +852 2345 6789",
            **{
                "single_name:list": "selected",
                "phone_is_fax:list": "selected",
                "no_phone:list": "selected",
                "country:list": "HK",
            },
        )
        assert "FAX number" in page.text
        applicant.confirm()
        patron = holder()
        assert patron.full_name == "Suharto"
        assert patron.residence.postal_code == "-"
        assert patron.phone_is_fax
        assert patron.phone == "+85223456789"

    def test_disability_leaves_the_telephone_blank(self, applicant):
        applicant.go_overseas()
        applicant.fill_overseas(phone="", **{"no_phone:list": "selected"})
        applicant.confirm()
        assert holder().phone == ""

    def test_no_title_in_japanese_mails(self, applicant, mails):
        applicant.go_overseas()
        page = applicant.fill_overseas(**{"language:list": "ja"})
        assert "Title" not in page.text
        applicant.confirm()
        assert "Zoë M. O'Connor-Müller 様" in mails[-1].get_content()

    def test_back_keeps_everything_but_passwords(self, applicant):
        applicant.go_overseas()
        applicant.fill_overseas()
        assert value_of(applicant.show("name"), "family_name") == "O’Connor-Müller"
        page = applicant.show("address")
        assert value_of(page, "country") == "DE"
        assert value_of(page, "street").split() == OVERSEAS["street"].split()
        assert value_of(page, "phone") == "030 901820"
        assert value_of(page, "title") == "Dr."
        assert not value_of(applicant.show("password"), "password")

    def test_speaks_japanese(self, applicant):
        applicant.visitor.cookies.set("I18N_LANGUAGE", "ja")
        applicant.go_overseas()
        page = applicant.answer("name", **fields(OVERSEAS))
        for words in ("居住国・地域", "ハイフン"):
            assert words in page.text
        assert "日本国外にお住まいの方" in applicant.show("../register-user").text
        page = applicant.fill_overseas()
        assert "ドイツ" in page.text


class TestOfficial:
    def test_the_whole_way(self, applicant):
        applicant.go_overseas("official")
        page = applicant.fill_overseas(files={"picture_1": ("pass.jpg", photo())})
        assert "pass.jpg" in page.text
        applicant.confirm()
        assert "you have been granted simple" in applicant.message
        (application,) = applications_of(holder().user_id)
        assert application.declared["country"] == "DE"
        assert application.declared["street"] == HOME.street

    def test_picture_survives_a_mistake_and_a_switch(self, applicant):
        applicant.go_overseas("official")
        files = {"picture_1": ("pass.jpg", photo())}
        page = applicant.fill_overseas(files=files, password="x")
        assert errors_of(page).keys() == {"password", "password_again"}
        applicant.switch("japan")
        applicant.switch("overseas")
        assert "pass.jpg" in applicant.fill_overseas().text
        applicant.confirm()
        assert len(applications_of(holder().user_id)) == 1
