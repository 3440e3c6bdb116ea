from .applicant import Applicant
from .applicant import errors_of
from .applicant import fields
from .applicant import hidden_of
from .applicant import holder
from .applicant import photo
from .applicant import step_of
from lxml import html

import pytest


@pytest.fixture
def applicant(visitor, mails):
    return Applicant(visitor, mails)


class TestForm:
    def test_offers_what_managers_and_phones_need(self, applicant):
        applicant.come_to_form()
        wanted = {
            "name": {"family_name": "family-name", "given_name": "given-name"}
            | {"birth_date": "bday"},
            "address": {"postal_code": "postal-code", "phone": "tel"},
            "password": {"password": "new-password"},
        }
        trees = {}
        for step, names in wanted.items():
            tree = trees[step] = html.fromstring(applicant.show(step).text)
            for name, autocomplete in names.items():
                (field,) = tree.cssselect(f"#form-widgets-{name}")
                assert field.get("autocomplete") == autocomplete
                assert tree.cssselect(f"label[for=form-widgets-{name}]")
            applicant.answer(step, **fields())
        (password,) = trees["password"].cssselect("#form-widgets-password")
        assert password.get("data-eye") == "Show password"
        (born,) = trees["name"].cssselect("#form-widgets-birth_date")
        assert born.get("type") == "text"

    def test_empty_step_names_every_field(self, applicant):
        applicant.come_to_form("official")
        for step, expected in ASKED.items():
            page = applicant.answer(step)
            assert set(errors_of(page)) == expected
            picture = {"picture_1": ("a.jpg", photo())}
            values = fields() | {"document_kind": "passport"}
            applicant.answer(step, picture, **values)

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("birth_date", "2020-01-01", "at least 18"),
            ("birth_date", "1990-02-30", "a date that exists"),
            ("birth_date", "1890-02-01", "date of birth"),
            ("birth_date", "9999-12-31", "date of birth"),
            ("family_kana", "Smith", "katakana"),
            ("postal_code", "12345", "seven digits"),
            ("phone", "12345", "area code"),
            ("family_name", "a\ue000b", "cannot be used"),
            ("family_name", "x" * 101, "Family name: use at most 100 characters."),
            ("family_name", "   ", "Enter your family name."),
            ("city", "", "Enter the city"),
        ],
    )
    def test_message_stands_beside_the_field(self, applicant, name, value, words):
        applicant.come_to_form()
        page = applicant.fill(**{name: value})
        assert words in errors_of(page)[name]
        assert len(errors_of(page)) == 1
        assert holder() is None

    @pytest.mark.parametrize(
        ("password", "words"),
        [
            ("Mizuumi-471", "between 12 and 20"),
            ("Mizuumi-4711-bcdefghi", "between 12 and 20"),
            ("onlylettershere", "one letter and one digit"),
            ("password12345", "common"),
            ("taroexample99", "made of"),
            ("みずうみ4711bbbbbb", "half-width"),
        ],
    )
    def test_password_policy(self, applicant, password, words):
        applicant.come_to_form()
        page = applicant.fill(password=password, password_again=password)
        assert words in errors_of(page)["password"]
        assert password not in page.text

    def test_passwords_must_agree_and_are_never_sent_back(self, applicant):
        applicant.come_to_form()
        page = applicant.fill(password_again="Mizuumi-4711-c")
        assert errors_of(page).keys() == {"password_again"}
        assert "Mizuumi" not in page.text
        assert "永田町1-10-1" in applicant.show("address").text
        assert "１００ー００１４" in applicant.page.text

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"no_building:list": None}, "building"),
            ({"building": "101"}, "building"),
            ({"phone": ""}, "phone"),
            ({"no_phone:list": "selected"}, "phone"),
        ],
    )
    def test_boxes_for_none(self, applicant, changes, field):
        applicant.come_to_form()
        assert errors_of(applicant.fill(**changes)).keys() == {field}

    def test_disability_leaves_the_telephone_blank(self, applicant):
        applicant.come_to_form()
        applicant.fill(phone="", **{"no_phone:list": "selected"})
        applicant.confirm()
        assert holder().phone == ""

    @pytest.mark.parametrize("name", ["family_name:list", "password:list", "city:int"])
    def test_other_shapes_than_text_do_no_harm(self, applicant, name):
        applicant.come_to_form()
        plain = name.partition(":")[0]
        page = applicant.fill(**{plain: None, name: "5"})
        assert page.status_code in (200, 400)
        assert "Traceback" not in page.text
        assert holder() is None

    def test_nor_what_no_browser_sends(self, applicant, subtests):
        for kind in [":list:lines", ":json", ".k:record"]:
            for field in ["region", "no_building", "language", "phone"]:
                with subtests.test(kind=kind, field=field):
                    applicant.come_to_form()
                    plain = {field: None, f"{field}:list": None}
                    page = applicant.fill(**plain, **{f"{field}{kind}": "5"})
                    assert page.status_code == 200
                    assert "Traceback" not in page.text
                    assert holder() is None

    @pytest.mark.parametrize(
        "page", ["register-form", "register-form/name", "register-confirm"]
    )
    def test_cannot_be_entered_from_the_side(self, visitor, page):
        for response in (visitor.get(page), visitor.post(page)):
            assert response.status_code == 200
            assert "Traceback" not in response.text
            assert "Go to Confirm" not in response.text

    def test_forged_form_keeps_nothing(self, applicant):
        page = applicant.come_to_form()
        values = {"token": hidden_of(page)["token"], "form.buttons.next": "1"}
        address = applicant.address("register-form/name")
        applicant.page = applicant.visitor.post(address, data=values | fields())
        assert "try again" in applicant.message
        assert step_of(applicant.show("address")) == "name"


ASKED = {
    "name": {"family_name", "given_name", "family_kana", "given_kana", "birth_date"},
    "address": {"postal_code", "region", "city", "street", "building", "phone"}
    | {"language"},
    "document": {"", "document_kind"},
    "password": {"password", "password_again"},
}


class TestOrder:
    def test_nobody_lives_in_the_first_prefecture_by_oversight(self, applicant):
        applicant.come_to_form()
        applicant.answer("name", **fields())
        tree = html.fromstring(applicant.page.text)
        (region,) = tree.cssselect("#form-widgets-region option[selected]")
        assert region.get("value") == "--NOVALUE--"
        page = applicant.fill(**{"region:list": "--NOVALUE--"})
        assert errors_of(page).keys() == {"region"}

    def test_summary_follows_the_page(self, applicant):
        applicant.come_to_form()
        tree = html.fromstring(applicant.answer("name").text)
        links = [a.get("href")[1:] for a in tree.cssselect("#problems a")]
        assert links[0] == "form-widgets-family_name"
        ids = [e.get("id") for e in tree.cssselect("form [id]")]
        order = [ids.index(target) for target in links]
        assert order == sorted(order)
        for target in links:
            assert tree.cssselect(f"[id='{target}']")


class TestAddressSearch:
    def test_fills_the_fields(self, applicant):
        applicant.come_to_form()
        empty = {"city": "", "street": "", "region:list": None}
        page = applicant.fill(button="search", **empty)
        tree = html.fromstring(page.text)
        assert tree.cssselect("#form-widgets-city")[0].get("value") == "千代田区"
        assert tree.cssselect("#form-widgets-street")[0].get("value") == "永田町"
        (region,) = tree.cssselect("#form-widgets-region option[selected]")
        assert region.get("value") == "JP-13"
        assert errors_of(page) == {}

    def test_lets_the_patron_pick(self, applicant):
        applicant.come_to_form()
        page = applicant.fill(button="search", postal_code="4520961")
        towns = html.fromstring(page.text).cssselect("input[name=town]")
        assert len(towns) > 1
        page = applicant.fill(
            button="pick", postal_code="4520961", extra={"town": "1"}, city=""
        )
        assert (
            html.fromstring(page.text).cssselect("#form-widgets-city")[0].get("value")
        )

    @pytest.mark.parametrize("code", ["", "abc", "000-0000"])
    def test_says_when_nothing_was_found(self, applicant, code):
        applicant.come_to_form()
        applicant.fill(button="search", postal_code=code)
        assert "No address was found" in applicant.message

    def test_tells_the_script_where_to_ask(self, applicant):
        applicant.come_to_form()
        tree = html.fromstring(applicant.answer("name", **fields()).text)
        (box,) = tree.cssselect("[data-address-search]")
        assert box.get("data-address-search").endswith("/register-find-towns")
        assert "No address" in box.get("data-none")
        assert box.cssselect("[data-places][hidden]")
        assert box.cssselect("[data-note][hidden]")

    def test_answers_scripts(self, visitor):
        answer = visitor.get("register-find-towns?postal_code=100-0014").json()
        assert answer["towns"][0]["city"] == "千代田区"
        assert visitor.get("register-find-towns?postal_code=x").json() == {"towns": []}
        assert visitor.get("register-find-towns").json() == {"towns": []}
