"""Back, Forward, Reload, another language, another device: nothing is lost."""

from .applicant import Applicant
from .applicant import hidden_of
from .applicant import holder
from .applicant import photo
from lxml import html

import pytest


@pytest.fixture
def applicant(visitor, mails):
    return Applicant(visitor, mails)


def value_of(page, name):
    (field,) = html.fromstring(page.text).cssselect(f"#form-widgets-{name}")
    return field.get("value")


class TestHistory:
    def test_every_page_is_the_answer_to_a_get(self, applicant):
        applicant.come_to_form("official")
        for page in (
            applicant.page,
            applicant.fill(files={"picture_1": ("a.jpg", photo())}),
        ):
            assert page.history[-1].status_code == 303
            assert page.request.method == "GET"
            assert "token=" not in page.url
            again = applicant.visitor.get(page.url)
            assert again.status_code == 200
            assert again.text.count("<h1") == page.text.count("<h1")
        assert "永田町1-10-1" in again.text
        assert "a.jpg" in again.text

    def test_back_and_forward_from_the_confirmation(self, applicant):
        applicant.come_to_form("official")
        page = applicant.fill(files={"picture_1": ("a.jpg", photo())})
        assert value_of(applicant.show("address"), "street") == "永田町1-10-1"
        assert not value_of(applicant.show("password"), "password")
        document = applicant.show("document")
        assert "a.jpg" in document.text
        (kind,) = html.fromstring(document.text).cssselect("#document_kind-passport")
        assert kind.get("checked")
        applicant.page = applicant.visitor.get(page.url)
        applicant.confirm()
        assert applicant.user_id == holder().user_id

    def test_choice_is_remembered(self, applicant):
        applicant.come_to_form("official")
        applicant.open_link()
        page = applicant.visitor.get(applicant.address("register-user"))
        chosen = html.fromstring(page.text).cssselect("#content [checked]")
        assert [one.get("value") for one in chosen] == ["official", "japan"]

    def test_language_is_changed_on_the_confirmation(self, applicant):
        applicant.come_to_form()
        page = applicant.fill()
        shown = applicant.visitor.get(f"{page.url}&set_language=ja")
        assert "申請する" in shown.text
        assert "永田町1-10-1" in shown.text
        applicant.page = shown
        applicant.confirm()
        assert holder()

    def test_second_device_goes_on(self, applicant, visit, mails):
        applicant.come_to_form("official")
        applicant.fill(files={"picture_1": ("a.jpg", photo())})
        other = Applicant(visit(), mails)
        other.open_link(applicant.link)
        page = other.choose("official")
        assert "/register-confirm?" in page.url
        assert "永田町1-10-1" in page.text
        assert "a.jpg" in page.text
        other.confirm()
        assert other.user_id == holder().user_id

    def test_address_of_a_page_opens_nothing_elsewhere(self, applicant, visit):
        applicant.come_to_form()
        page = applicant.fill()
        for url in (page.url, page.url.replace("-confirm", "-form/address")):
            stranger = visit().get(url)
            assert "永田町" not in stranger.text
            assert stranger.status_code == 200

    def test_after_the_end_nothing_is_kept(self, applicant):
        applicant.come_to_form()
        page = applicant.fill()
        hidden = hidden_of(page)
        applicant.confirm()
        user_id = holder().user_id
        again = applicant.visitor.get(page.url)
        assert user_id in again.text
        assert "永田町" not in again.text
        form = applicant.visitor.get(f"register-form?token={hidden['token']}")
        assert "永田町" not in form.text
        assert holder().user_id == user_id
