"""Steps: each a page of its own; nothing is lost between them."""

from ..visitor import message_of
from .applicant import Applicant
from .applicant import errors_of
from .applicant import fields
from .applicant import hidden_of
from .applicant import holder
from .applicant import OVERSEAS
from .applicant import photo
from .applicant import Reader
from .applicant import step_of
from .applicant import values_of
from lxml import html
from ndl.registration.patrons.record import PatronClass
from ndl.registration.review.queue import applications_of
from transaction import commit

import pytest


@pytest.fixture
def applicant(visitor, mails):
    return Applicant(visitor, mails)


@pytest.fixture
def tab(applicant, visit, mails):
    """Opens the same link in another browser."""

    def open_tab(residence="japan", visitor=None):
        other = Applicant(visitor or visit(), mails)
        other.open_link(applicant.link)
        if residence:
            other.choose("simple", residence)
        return other

    return open_tab


def shown(page):
    """The values of a step by their plain names."""
    return {n.split(".")[-1].partition(":")[0]: v for n, v in values_of(page).items()}


def where(page):
    """What the page says of its place among the steps."""
    (text,) = html.fromstring(page.text).cssselect("#ndl-step")
    return " ".join(text.text_content().split())


class TestWay:
    def test_counts_the_steps(self, applicant):
        applicant.ask_for_link()
        assert where(applicant.open_link()) == "Step 1"
        assert where(applicant.choose("official")) == "Step 2 of 6"
        assert where(applicant.answer("name", **fields())) == "Step 3 of 6"
        assert where(applicant.answer("address", **fields())) == "Step 4 of 6"
        picture = {"picture_1": ("a.jpg", photo())}
        applicant.answer("document", picture, document_kind="passport")
        assert where(applicant.page) == "Step 5 of 6"
        assert where(applicant.answer("password", **fields())) == "Step 6 of 6"
        assert "/register-confirm?" in applicant.page.url

    def test_each_is_shown_by_get_after_it_was_sent(self, applicant):
        applicant.come_to_form()
        page = applicant.answer("name", **fields())
        assert page.request.method == "GET"
        assert page.history[-1].status_code == 303

    def test_the_last_one_leads_to_the_confirmation(self, applicant):
        applicant.come_to_form()
        for step in ("name", "address", "password"):
            page = applicant.show(step)
            assert ("Go to Confirm" in page.text) is (step == "password")
            applicant.answer(step, **fields())
        assert "Go to Confirm" in applicant.show("name").text

    @pytest.mark.parametrize("step", ["address", "password"])
    def test_none_is_skipped(self, applicant, step):
        applicant.come_to_form()
        assert step_of(applicant.show(step)) == "name"

    def test_without_a_name_leads_to_the_open_one(self, applicant):
        applicant.come_to_form()
        applicant.answer("name", **fields())
        page = applicant.visitor.get(applicant.address("register-form"))
        assert step_of(page) == "address"

    @pytest.mark.parametrize("step", ["document", "mars", "name/name", "class/x"])
    def test_unknown_one(self, applicant, step):
        applicant.come_to_form()
        assert applicant.show(step).status_code == 404

    def test_back_keeps_what_was_typed(self, applicant):
        applicant.come_to_form()
        applicant.answer("name", **fields())
        page = applicant.answer("address", button="back", **fields({}, city="千代"))
        assert step_of(page) == "name"
        assert shown(page)["family_name"] == "国立"
        page = applicant.show("address")
        assert shown(page)["city"] == "千代"
        assert errors_of(page) == {}

    def test_change_on_the_last_page_leads_to_the_step_and_back(self, applicant):
        applicant.come_to_form()
        page = applicant.fill()
        links = html.fromstring(page.text).xpath("//section/a/@href")
        asked = [step_of(applicant.visitor.get(link)) for link in links]
        assert asked == ["name", "address", "address", "password"]
        page = applicant.answer("address", **fields(street="二丁目2"))
        assert "/register-confirm?" in page.url
        assert "二丁目2" in page.text
        applicant.confirm()
        assert holder().residence.street == "二丁目2"

    def test_type_and_residence_are_changed_from_the_last_page(self, applicant):
        applicant.come_to_form()
        page = applicant.fill()
        (link,) = html.fromstring(page.text).xpath("//a[@id='ndl-change-class']/@href")
        page = applicant.visitor.get(link)
        assert values_of(page)["residence"] == "japan"
        assert where(page) == "Step 1 of 5"


class TestRefused:
    def test_step_is_shown_again_with_its_messages_by_a_reload(self, applicant):
        applicant.come_to_form()
        applicant.answer("name", **fields(family_kana="Smith"))
        page = applicant.show("name")
        assert errors_of(page).keys() == {"family_kana"}
        assert shown(page)["family_kana"] == "Smith"
        assert shown(page)["birth_date"] == "1990-04-01"

    def test_messages_come_in_the_other_language(self, applicant):
        applicant.come_to_form()
        applicant.answer("name", **fields(family_name=""))
        applicant.visitor.cookies.set("I18N_LANGUAGE", "ja")
        page = applicant.show("name")
        assert "入力してください" in errors_of(page)["family_name"]

    @pytest.mark.parametrize(
        ("step", "wrong"),
        [
            ("name", {"family_kana": "Smith"}),
            ("name", {"family_name": "", "given_name": ""}),
            ("address", {"postal_code": "12", "phone": "x"}),
            ("address", {"city": ""}),
        ],
    )
    def test_step_is_shown_by_get_with_its_own_messages_alone(
        self, applicant, step, wrong
    ):
        applicant.come_to_form()
        if step == "address":
            applicant.answer("name", **fields())
        page = applicant.answer(step, **fields(**wrong))
        assert page.history[-1].status_code == 303
        assert step_of(page) == step
        assert errors_of(page).keys() == wrong.keys()
        for again in (page, applicant.show(step)):
            summary = message_of(again)
            assert all(text in summary for text in errors_of(page).values())
            assert "expired" not in summary

    def test_first_step_keeps_the_residence(self, applicant):
        applicant.ask_for_link()
        applicant.open_link()
        page = applicant.choose("", "overseas")
        assert page.history[-1].status_code == 303
        assert message_of(page) == "Choose a registration type."
        assert values_of(page)["residence"] == "overseas"

    def test_too_long_entry_is_told_at_once(self, applicant):
        applicant.come_to_form()
        page = applicant.answer("name", **fields(family_name="国" * 1500))
        assert page.request.method == "POST"
        assert "family_name" in errors_of(page)

    def test_expired_page_says_so_and_keeps_nothing(self, applicant):
        applicant.come_to_form()
        applicant.show("name")
        values = fields() | {"_authenticator": "x", "form.buttons.next": "1"}
        page = applicant.send("register-form/name", **values)
        assert "This page has expired" in message_of(page)
        assert shown(page)["family_name"] == "国立"
        page = applicant.show("name")
        assert message_of(page) == ""
        assert not shown(page).get("family_name")

    def test_document_says_what_is_missing(self, applicant):
        applicant.come_to_form("official")
        for step in ("name", "address"):
            applicant.answer(step, **fields())
        picture = {"picture_1": ("a.jpg", photo())}
        page = applicant.answer("document", picture, document_kind="drivers-license")
        assert page.history[-1].status_code == 303
        for again in (page, applicant.show("document")):
            assert message_of(again) == "Please upload both sides of this document."
            assert "a.jpg" in again.text
        picture = {"picture_2": ("b.jpg", photo())}
        page = applicant.answer("document", picture, document_kind="drivers-license")
        assert step_of(page) == "password"

    def test_document_says_why_a_file_was_refused(self, applicant):
        applicant.come_to_form("official")
        for step in ("name", "address"):
            applicant.answer(step, **fields())
        page = applicant.answer("document", {"picture_1": ("a.gif", b"GIF89a")})
        assert "jpeg or png" in message_of(page)
        assert "choose the type" in message_of(applicant.show("document"))

    def test_password_is_never_kept(self, applicant):
        applicant.come_to_form()
        applicant.fill(password_again="Mizuumi-4711-c")
        assert errors_of(applicant.page).keys() == {"password_again"}
        page = applicant.show("password")
        assert errors_of(page) == {}
        assert "Mizuumi" not in page.text


class TestResidence:
    def test_changed_keeps_what_both_forms_ask(self, applicant):
        applicant.come_to_form()
        applicant.fill(given_name="Taro", family_name="Smith")
        applicant.switch("overseas")
        page = applicant.show("name")
        assert shown(page)["family_name"] == "Smith"
        assert shown(page)["birth_date"] == "1990-04-01"
        page = applicant.show("address")
        assert shown(page)["phone"] == "03-3581-2331"
        assert "永田町" not in page.text

    def test_name_of_the_other_form_is_asked_again(self, applicant):
        applicant.come_to_form()
        applicant.answer("name", **fields())
        applicant.switch("overseas")
        assert step_of(applicant.show("address")) == "name"
        page = applicant.fill_overseas(family_name="国立")
        assert errors_of(page).keys() == {"family_name"}

    def test_fields_of_the_other_form_are_not_read(self, applicant):
        applicant.go_overseas()
        stray = {"city": "千代田区", "building": "101", "family_kana": "カナ"}
        applicant.fill_overseas(**stray, **{"region:list": "JP-13"})
        applicant.confirm()
        patron = holder()
        assert patron.residence.city == patron.residence.building == ""
        assert patron.residence.region == patron.family_kana == ""

    @pytest.mark.parametrize("residence", ["", "mars", "<b>"])
    def test_unknown_one_changes_nothing(self, applicant, residence):
        applicant.come_to_form()
        applicant.switch(residence or " ")
        page = applicant.fill()
        assert "永田町1-10-1" in page.text

    def test_address_search_is_not_for_overseas(self, applicant):
        applicant.go_overseas()
        page = applicant.fill_overseas(button="search", postal_code="1000014")
        assert page.status_code == 200
        assert "永田町" not in page.text

    def test_changed_after_the_last_page(self, applicant):
        applicant.come_to_form()
        applicant.fill()
        applicant.switch("overseas")
        page = applicant.fill_overseas()
        assert "永田町" not in page.text
        applicant.confirm()
        assert holder().residence.country == "DE"


class TestOtherBrowser:
    def test_goes_on_where_the_first_one_was(self, applicant, tab):
        applicant.come_to_form()
        applicant.answer("name", **fields())
        other = tab(residence="")
        page = other.visitor.get(other.address("register-form"))
        assert step_of(page) == "address"
        assert shown(other.show("name"))["family_name"] == "国立"

    def test_what_it_changed_is_shown_before_it_is_confirmed(self, applicant, tab):
        applicant.come_to_form()
        applicant.fill()
        other = tab("overseas")
        other.fill_overseas()
        applicant.confirm()
        assert "have been changed" in applicant.message
        assert "Invalidenstraße" in applicant.page.text
        assert holder() is None
        applicant.confirm()
        assert holder().residence.country == "DE"
        other.confirm()
        assert other.user_id == holder().user_id

    def test_without_the_link_sees_nothing(self, applicant, visit):
        applicant.come_to_form()
        applicant.answer("name", **fields())
        page = visit().get(applicant.address("register-form/name"))
        assert "国立 " not in page.text
        assert "open the link in the email again" in page.text

    def test_of_two_addresses_do_not_mix(self, applicant, mails):
        applicant.come_to_form()
        applicant.answer("name", **fields())
        other = Applicant(applicant.visitor, mails)
        other.ask_for_link("jiro@example.org")
        other.open_link()
        other.choose()
        assert "family_name" not in shown(other.show("name"))
        other.answer("name", **fields(given_name="次郎"))
        assert shown(applicant.show("name"))["given_name"] == "太郎"

    def test_lost_cookies_are_told(self, applicant):
        applicant.come_to_form()
        applicant.fill()
        applicant.visitor.cookies.clear()
        page = applicant.visitor.get(applicant.address("register-confirm"))
        assert "open the link in the email again" in page.text
        applicant.open_link()
        page = applicant.visitor.get(applicant.address("register-confirm"))
        assert "永田町1-10-1" in page.text


class TestEnd:
    def test_back_button_of_the_browser_changes_nothing_any_more(self, applicant):
        applicant.come_to_form()
        name = applicant.show("name")
        applicant.fill()
        applicant.confirm()
        user_id = holder().user_id
        applicant.page = name
        values = fields(family_name="別人") | {"form.buttons.next": "1"}
        applicant.send("register-form/name", **values)
        assert applicant.user_id == user_id
        assert holder().family_name == "国立"

    def test_before_it_nothing_is_done(self, applicant):
        applicant.ask_for_link()
        hidden = hidden_of(applicant.open_link())
        for path in ("register-confirm", "register-done"):
            page = applicant.visitor.post(applicant.address(path), data=hidden)
            assert where(page) == "Step 1"
        assert holder() is None

    def test_sent_along_values_change_nothing(self, applicant):
        applicant.come_to_form()
        applicant.fill()
        hidden = hidden_of(applicant.page) | {"form.widgets.patron_class": "official"}
        hidden |= {"form.widgets.family_name": "別人", "residence": "overseas"}
        applicant.visitor.post(applicant.address("register-confirm"), data=hidden)
        patron = holder()
        assert patron.full_name == "国立 太郎"
        assert applications_of(patron.user_id) == []

    def test_overseas_whole_way(self, applicant):
        applicant.go_overseas()
        for step in ("name", "address", "password"):
            applicant.answer(step, **fields(OVERSEAS))
        applicant.confirm()
        assert holder().full_name == "Zoë M. O'Connor-Müller"


class TestSessionEnded:
    @pytest.fixture
    def reader(self, logged_in):
        return Reader(logged_in)

    def end_session(self, reader):
        kept = {c.name: c.value for c in reader.visitor.cookies if "draft" in c.name}
        assert kept
        reader.visitor.cookies.clear()
        for name, value in kept.items():
            reader.visitor.cookies.set(name, value)

    def test_of_a_patron_whose_class_has_changed(self, reader, patron):
        page = reader.show("name")
        values = values_of(page) | {"form.buttons.next": "1"}
        patron.change_class(PatronClass.OFFICIAL)
        commit()
        self.end_session(reader)
        page = reader.visitor.post("apply-official/name", data=values)
        assert "/login?" in page.url
        assert "continue here" not in page.text

    def send_name(self, reader, **changes):
        page = reader.show("name")
        values = values_of(page) | fields({}, **changes) | {"form.buttons.next": "1"}
        self.end_session(reader)
        reader.page = reader.visitor.post("apply-official/name", data=values)
        return reader.page

    def log_in(self, reader, patron, password, mails):
        from ..visitor import code_in

        visitor = reader.visitor
        visitor.log_in(patron.user_id, password)
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")

    def test_what_was_typed_waits(self, reader, patron, password, mails):
        page = self.send_name(reader, family_name="髙橋")
        assert "/login?" in page.url
        assert "apply-official" in page.url
        assert "Log in again, then continue here" in page.text
        self.log_in(reader, patron, password, mails)
        assert shown(reader.show("name"))["family_name"] == "髙橋"

    def test_another_patron_does_not_see_it(self, reader, make_patron, password, mails):
        self.send_name(reader, family_name="髙橋")
        other = make_patron(email="other@example.org", phone="+81399999999")
        commit()
        self.log_in(reader, other, password, mails)
        assert "髙橋" not in reader.begin().text

    def test_forged_owner_keeps_nothing(self, reader, patron, password, mails, visit):
        page = reader.show("name")
        stranger = visit()
        values = values_of(page) | fields({}, family_name="髙橋")
        answer = stranger.post("apply-official/name", data=values)
        assert "/login?" in answer.url
        assert "continue here" not in answer.text
        assert shown(reader.show("name"))["family_name"] == "国立"
