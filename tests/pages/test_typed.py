from ..forgotten import ask_for_user_id
from ..visitor import code_in
from .applicant import Applicant
from .applicant import errors_of
from .applicant import holder
from .applicant import Reader
from .applicant import values_of
from datetime import date
from lxml import html
from ndl.registration.settings import settings
from transaction import commit

import pytest
import re


# Each is another character once it has been normalised (NFC).
LOST = "神福塚隆都海"
NAMES = {"family_name": f"{LOST}か\u3099", "given_name": "葛\U000e0100\U000323b0"}
CARRIER = "a..b.@docomo.ne.jp"


@pytest.fixture
def applicant(visitor, mails):
    return Applicant(visitor, mails)


class TestNames:
    def test_stay_as_typed_on_every_page_and_mail(self, applicant, mails):
        applicant.come_to_form()
        changes = {**NAMES, "street": f"{LOST}1-1", "city": "都市"}
        page = applicant.fill(**changes, birth_date="")
        assert values_of(page)["form.widgets.family_name"] == NAMES["family_name"]
        page = applicant.fill(**changes)
        for text in (*NAMES.values(), f"{LOST}1-1"):
            assert text in page.text
        applicant.confirm()
        patron = holder()
        assert patron.family_name == NAMES["family_name"]
        assert patron.given_name == NAMES["given_name"]
        assert patron.residence.street == f"{LOST}1-1"
        assert patron.residence.city == "都市"
        assert patron.full_name in mails[-1].get_content()

    def test_leave_as_they_are_stored_for_who_is_logged_in(
        self, visitor, make_patron, password, mails
    ):
        patron = make_patron(family_name=LOST)
        commit()
        visitor.log_in(patron.user_id, password)
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        page = Reader(visitor).show("name").content.decode("utf-8")
        assert LOST in page
        assert not re.search("&#[0-9]{3,};", page)

    @pytest.mark.parametrize("name", ["長" * 100, "\U000323b0" * 100])
    def test_have_up_to_a_hundred_characters(self, applicant, name):
        applicant.come_to_form()
        applicant.fill(family_name=name)
        applicant.confirm()
        assert holder().family_name == name

    def test_what_nobody_sees_is_left_out(self, applicant):
        applicant.come_to_form()
        applicant.fill(
            family_name="\u202e国\u200b立\ufeff", given_name="\u3000ﾀﾛｳ\u2060"
        )
        applicant.confirm()
        assert (holder().family_name, holder().given_name) == ("国立", "タロウ")

    @pytest.mark.parametrize("filled", ["family", "given"])
    def test_the_only_one_may_stand_in_either_field(self, applicant, filled):
        applicant.come_to_form()
        other = {"family": "given", "given": "family"}[filled]
        page = applicant.fill(
            **{
                f"{other}_name": "",
                f"{other}_kana": "",
                f"{filled}_name": "スカルノ",
                f"{filled}_kana": "すかるの",
                "single_name:list": "selected",
            }
        )
        assert errors_of(page) == {}
        applicant.confirm()
        patron = holder()
        assert (patron.family_name, patron.given_name) == ("スカルノ", "")
        assert (patron.family_kana, patron.given_kana) == ("スカルノ", "")

    def test_of_which_there_is_only_one_is_asked_for(self, applicant):
        applicant.come_to_form()
        box = {"single_name:list": "selected"}
        page = applicant.fill(family_name="", given_name="", **box)
        assert set(errors_of(page)) == {"family_name", "given_kana"}
        page = applicant.fill(family_name="")
        assert set(errors_of(page)) == {"family_name"}

    def test_the_only_one_abroad_may_be_the_given_name(self, applicant):
        applicant.go_overseas()
        box = {"single_name:list": "selected"}
        applicant.fill_overseas(family_name="", given_name="Sukarno", **box)
        applicant.confirm()
        assert holder().full_name == "Sukarno"


class TestReading:
    def test_of_romaji_is_offered_and_taken_by_a_button_only(self, applicant):
        applicant.come_to_form()
        page = applicant.fill(family_kana="Homma")
        assert "katakana" in errors_of(page)["family_kana"]
        assert values_of(page)["form.widgets.family_kana"] == "Homma"
        (button,) = html.fromstring(page.text).cssselect("button[data-offer]")
        assert button.get("value") == "family_kana"
        assert " ".join(button.text_content().split()) == "Use ホンマ"
        page = applicant.fill(
            button="read",
            family_kana="Homma",
            extra={button.get("name"): button.get("value")},
        )
        assert values_of(page)["form.widgets.family_kana"] == "ホンマ"
        assert "data-offer" not in page.text
        applicant.fill(family_kana="ホンマ")
        applicant.confirm()
        assert holder().family_kana == "ホンマ"

    @pytest.mark.parametrize(
        ("typed", "offered"), [("Kanno", "カンノ"), ("Smith", ""), ("x" * 2000, "")]
    )
    def test_is_told_to_the_script(self, visitor, typed, offered):
        answer = visitor.get("register-reading", params={"text": typed})
        assert answer.json() == {"reading": offered}


class TestDateOfBirth:
    @pytest.mark.parametrize("typed", ["19850401", "昭和６０年４月１日", "S60.4.1"])
    def test_is_taken_as_written_and_shown_with_its_era(self, applicant, typed):
        applicant.come_to_form()
        page = applicant.fill(birth_date=typed, family_kana="")
        assert values_of(page)["form.widgets.birth_date"] == typed
        page = applicant.fill(birth_date=typed)
        assert "April 1, 1985 (Shōwa 60)" in page.text
        applicant.confirm()
        assert holder().birth_date == date(1985, 4, 1)

    def test_that_no_era_has_is_kept_and_told(self, applicant):
        applicant.come_to_form()
        page = applicant.fill(birth_date="昭和99年4月1日")
        assert "a date that exists" in errors_of(page)["birth_date"]
        assert values_of(page)["form.widgets.birth_date"] == "昭和99年4月1日"

    def test_finds_a_forgotten_user_id(self, visitor, make_patron, mails):
        patron = make_patron(birth_date=date(1985, 4, 1))
        commit()
        ask_for_user_id(visitor, patron.email, "昭60.4.1")
        assert patron.user_id in mails[-1].get_content()


class TestAddressSearch:
    @pytest.mark.parametrize(
        ("typed", "street", "left"),
        [
            ({}, "永田町", False),
            ({"street": "永田町1-10-1"}, "永田町1-10-1", False),
            ({"street": "霞が関3-2"}, "霞が関3-2", True),
            ({"street": "霞が関", "filled": "JP-13|千代田区|霞が関"}, "永田町", False),
            ({"street": "霞が関3", "filled": "JP-13|千代田区|霞が関"}, "霞が関3", True),
            ({"street": "永田町", "region:list": "JP-01"}, "永田町", True),
        ],
    )
    def test_changes_only_what_is_empty_or_was_filled_in(
        self, applicant, typed, street, left
    ):
        applicant.come_to_form()
        filled = {"filled": typed.pop("filled", "")}
        empty = {"region:list": None, "city": "", "street": "", **typed}
        page = applicant.fill(
            button="search", extra=filled, postal_code="100-0014", **empty
        )
        values = values_of(page)
        assert values["form.widgets.city"] == "千代田区"
        assert values["form.widgets.street"] == street
        region = typed.get("region:list", "JP-13")
        assert values["form.widgets.region:list"] == region
        assert values["filled"] == "JP-13|千代田区|永田町"
        tree = html.fromstring(page.text)
        assert bool(tree.cssselect(".ndl-search .alert-warning")) is left
        assert bool(tree.cssselect(".ndl-search .alert-success")) is not left


class TestLogin:
    @pytest.mark.parametrize("pattern", ["\u200b{}\u202c", "\ufeff {} ", "{}\u00ad"])
    def test_takes_what_was_pasted_from_a_mail(
        self, visitor, patron, mails, password, pattern
    ):
        page = visitor.log_in(pattern.format(patron.user_id), password)
        assert page.url.endswith("/login-code")
        code = code_in(mails[-1])
        typed = pattern.format(f"{code[:3]}ー{code[3:]}")
        visitor.submit("login-code", code=typed, enter="1")
        assert visitor.who() == patron.user_id

    def test_takes_the_same_over_rest(self, visitor, patron, mails, password):
        def ask(**body):
            headers = {"Accept": "application/json"}
            return visitor.post("@login", json=body, headers=headers)

        pasted = f"\u2066{patron.user_id}\u2069"
        first = ask(login=pasted, password=password).json()
        code = code_in(mails[-1])
        wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
        done = ask(attempt=first["attempt"], code=f"\u200b{wide[:3]}—{wide[3:]}")
        assert done.json()["user_id"] == patron.user_id


class TestCarriers:
    def test_patron_registers_and_comes_back_in(self, visit, mails, password):
        applicant = Applicant(visit(), mails)
        applicant.ask_for_link(CARRIER)
        assert mails[-1]["To"].addresses[0].username == "a..b."
        applicant.open_link()
        applicant.choose()
        applicant.fill()
        applicant.confirm()
        patron = holder(CARRIER)
        assert patron.email == CARRIER
        visitor = visit()
        visitor.log_in(patron.user_id, password)
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert visitor.who() == patron.user_id
        sent = len(mails)
        values = {
            "user_id": patron.user_id,
            "email": '"a..b."@docomo.ne.jp',
        }
        visitor = visit()
        visitor.get("forgot-password")
        fields = {f"form.widgets.{name}": value for name, value in values.items()}
        visitor.submit("forgot-password", **fields, **{"form.buttons.send": "1"})
        assert len(mails) == sent + 1
        assert mails[-1]["To"].addresses[0].username == "a..b."

    def test_address_is_taken_at_the_login(self, visitor, make_patron, mails, password):
        patron = make_patron(email="")
        settings().ask_for_address = True
        commit()
        visitor.log_in(patron.user_id, password)
        visitor.submit("login-address", email=CARRIER)
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert visitor.who() == patron.user_id
        assert holder(CARRIER).user_id == patron.user_id
