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

    def test_back_from_the_confirmation(self, applicant):
        form_url = applicant.come_to_form("official").url
        page = applicant.fill(files={"picture_1": ("a.jpg", photo())})
        form = applicant.visitor.get(form_url)
        assert value_of(form, "street") == "永田町1-10-1"
        assert value_of(form, "password") == ""
        assert "a.jpg" in form.text
        (kind,) = html.fromstring(form.text).cssselect("#document_kind-passport")
        assert kind.get("checked")
        forward = applicant.visitor.get(page.url)
        applicant.page = forward
        applicant.confirm()
        assert applicant.user_id == holder().user_id

    def test_sections_lead_to_their_part_of_the_form(self, applicant):
        applicant.come_to_form()
        tree = html.fromstring(applicant.fill().text)
        links = [a.get("href") for a in tree.cssselect("#content section a")]
        parts = [link.partition("#")[2] for link in links]
        assert parts == ["section-name", "section-address", "section-phone"]
        form = applicant.visitor.get(links[0])
        for part in parts:
            assert html.fromstring(form.text).cssselect(f"#{part}")
        assert value_of(form, "family_name") == "国立"

    def test_choice_is_remembered(self, applicant):
        applicant.come_to_form("official")
        page = applicant.open_link()
        (chosen,) = html.fromstring(page.text).cssselect("#content [checked]")
        assert chosen.get("value") == "official"

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
        assert value_of(page, "street") == "永田町1-10-1"
        assert "a.jpg" in page.text
        page = other.visitor.get(page.url.replace("register-form", "register-confirm"))
        other.page = page
        other.confirm()
        assert other.user_id == holder().user_id

    def test_address_of_a_page_opens_nothing_elsewhere(self, applicant, visit):
        applicant.come_to_form()
        page = applicant.fill()
        for url in (page.url, page.url.replace("-confirm", "-form")):
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
        assert "only once" in again.text
        assert "永田町" not in again.text
        applicant.page = None
        form = applicant.visitor.get(f"register-form?token={hidden['token']}")
        assert "already in use" in form.text
        assert holder().user_id == user_id

    def test_confirmation_before_the_form(self, applicant):
        page = applicant.come_to_form()
        url = page.url.replace("register-form", "register-confirm")
        assert "fill in the form" in applicant.visitor.get(url).text
