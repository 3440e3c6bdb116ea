from .applicant import Applicant
from .applicant import errors_of
from .applicant import hidden_of
from .applicant import holder
from .applicant import photo
from lxml import html
from ndl.registration.review.queue import applications_of

import pytest


@pytest.fixture
def applicant(visitor, mails):
    return Applicant(visitor, mails)


@pytest.fixture
def tab(applicant, mails):
    """Opens the same link in another tab and goes on to the form."""

    def open_tab(patron_class="simple"):
        other = Applicant(applicant.visitor, mails)
        other.open_link()
        other.choose(patron_class)
        return other

    return open_tab


def value_of(page, name):
    (field,) = html.fromstring(page.text).cssselect(f"#form-widgets-{name}")
    return field.get("value")


class TestSwitch:
    def test_keeps_what_both_forms_ask(self, applicant):
        applicant.come_to_form()
        page = applicant.switch(
            "overseas", family_name="Smith", birth_date="1990-04-01", phone="03-1"
        )
        assert value_of(page, "family_name") == "Smith"
        assert value_of(page, "birth_date") == "1990-04-01"
        assert value_of(page, "phone") == "03-1"
        assert errors_of(page) == {}

    def test_leaves_the_address_behind(self, applicant):
        applicant.come_to_form()
        page = applicant.switch(
            "overseas", postal_code="100-0014", street="永田町", city="千代田区"
        )
        assert "永田町" not in page.text
        assert "100-0014" not in page.text
        page = applicant.switch("japan", street="Somewhere 1", postal_code="X1")
        assert "Somewhere" not in page.text
        assert not value_of(page, "postal_code")

    def test_name_of_the_other_form_is_refused_not_taken(self, applicant):
        applicant.come_to_form()
        applicant.switch("overseas", family_name="国立")
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
    def test_unknown_residence(self, applicant, residence):
        applicant.come_to_form()
        page = applicant.fill(extra={"residence": residence})
        assert "永田町1-10-1" in page.text
        assert "<b>" not in hidden_of(page).values()

    def test_address_search_is_not_for_overseas(self, applicant):
        applicant.go_overseas()
        page = applicant.fill_overseas(button="search", postal_code="1000014")
        assert page.status_code == 200
        assert "永田町" not in page.text


class TestTabs:
    def test_each_confirms_what_it_shows(self, applicant, tab):
        applicant.come_to_form()
        applicant.fill()
        other = tab()
        other.switch("overseas")
        other.fill_overseas()
        applicant.confirm()
        patron = holder()
        assert patron.residence.country == "JP"
        assert patron.full_name == "国立 太郎"
        assert patron.phone == "+81335812331"
        other.confirm()
        assert "already in use" in other.message
        assert holder().residence.country == "JP"

    def test_the_other_one_first(self, applicant, tab):
        applicant.come_to_form()
        applicant.fill()
        other = tab()
        other.switch("overseas")
        other.fill_overseas()
        other.confirm()
        assert holder().residence.country == "DE"
        applicant.confirm()
        assert "already in use" in applicant.message
        assert holder().full_name == "Zoë M. O'Connor-Müller"

    def test_simple_beside_official_hands_in_nothing(self, applicant, tab):
        applicant.come_to_form("official")
        applicant.fill(files={"picture_1": ("a.jpg", photo())})
        other = tab()
        other.fill()
        other.confirm()
        assert applications_of(holder().user_id) == []
        applicant.confirm()
        assert applications_of(holder().user_id) == []

    def test_links_of_two_addresses_do_not_mix(self, applicant, mails):
        applicant.come_to_form()
        first = applicant.fill()
        other = Applicant(applicant.visitor, mails)
        other.ask_for_link("jiro@example.org")
        other.open_link()
        other.choose()
        applicant.page = other.fill(given_name="次郎")
        hidden = hidden_of(first)
        values = hidden_of(other.page) | {"state": hidden["state"]}
        page = applicant.visitor.post("register-confirm", data=values)
        assert "belongs to another registration" in page.text
        assert holder() is holder("jiro@example.org") is None


class TestOrder:
    def test_changed_after_the_confirmation(self, applicant):
        applicant.come_to_form()
        applicant.fill(street="一丁目1")
        applicant.send("register-form", back="1")
        page = applicant.fill(street="二丁目2")
        assert "一丁目1" not in page.text
        applicant.confirm()
        assert holder().residence.street == "二丁目2"

    def test_residence_changed_after_the_confirmation(self, applicant):
        applicant.come_to_form()
        applicant.fill()
        applicant.send("register-form", back="1")
        applicant.switch("overseas")
        page = applicant.fill_overseas()
        assert "永田町" not in page.text
        applicant.confirm()
        assert holder().residence.country == "DE"

    def test_back_button_of_the_browser_after_the_end(self, applicant):
        applicant.come_to_form()
        form = applicant.page
        applicant.fill()
        applicant.confirm()
        user_id = holder().user_id
        applicant.page = form
        applicant.fill(family_name="別人")
        assert "already in use" in applicant.message
        assert holder().user_id == user_id
        assert holder().family_name == "国立"

    def test_confirming_without_form_or_class(self, applicant):
        applicant.ask_for_link()
        link_page = applicant.open_link()
        hidden = hidden_of(link_page)
        page = applicant.visitor.post("register-confirm", data=hidden)
        assert "fill in the form" in page.text
        page = applicant.visitor.post("register-form", data=hidden)
        assert "Go to Confirm" not in page.text
        assert holder() is None

    def test_changing_what_was_confirmed(self, applicant):
        applicant.come_to_form()
        applicant.fill()
        hidden = hidden_of(applicant.page) | {"patron_class": "official"}
        hidden |= {"form.widgets.family_name": "別人", "residence": "overseas"}
        applicant.visitor.post("register-confirm", data=hidden)
        patron = holder()
        assert patron.full_name == "国立 太郎"
        assert applications_of(patron.user_id) == []

    def test_cookies_lost_on_the_way(self, applicant):
        applicant.come_to_form()
        applicant.fill()
        applicant.visitor.cookies.clear()
        applicant.confirm()
        assert holder().full_name == "国立 太郎"
