from .applicant import Applicant
from .applicant import errors_of
from .applicant import hidden_of
from .applicant import holder
from .applicant import values_of
from lxml import html
from ndl.registration.library.offers import offers
from ndl.registration.patrons.record import PatronClass
from ndl.registration.registration.confirmation import read_link
from ndl.registration.registration.terms import publish_terms
from transaction import commit

import pytest
import re


EMAIL_STEP = {
    "form.widgets.email": "taro@example.org",
    "form.widgets.accept:list": "selected",
    "form.buttons.send": "1",
}


@pytest.fixture
def applicant(visitor, mails):
    return Applicant(visitor, mails)


class TestEmailStep:
    def test_shows_the_terms_with_the_exact_words(self, visitor):
        text = visitor.get("register").text
        assert "I Accept the above Terms and Conditions" in text
        assert "Agree and Send" in text

    def test_tells_who_is_logged_in(self, visitor, logged_in):
        assert "ndl-registered" not in visitor.get("register").text
        tree = html.fromstring(logged_in.get("register").text)
        (hint,) = tree.cssselect("#ndl-registered")
        assert hint.xpath(".//a/@href")[0].endswith("/my-account")

    def test_says_that_a_mail_is_on_its_way(self, applicant):
        page = applicant.ask_for_link()
        assert page.url.endswith("/register-sent")
        for words in ("ndl.go.jp", "junk mail", "24"):
            assert words in page.text
        assert "taro@example.org" not in page.text
        assert "/register-user?token=" in applicant.link

    def test_refuses_without_consent_and_keeps_what_was_typed(self, applicant, mails):
        applicant.page = applicant.visitor.get("register")
        values = {"form.widgets.email": "taro@example.org", "form.buttons.send": "1"}
        page = applicant.send("register", **values)
        assert errors_of(page).keys() == {"accept"}
        assert "taro@example.org" in page.text
        assert mails == []

    @pytest.mark.parametrize("email", ["", "taro", "<script>@x.org", "a@b@c.org"])
    def test_refuses_what_is_no_address(self, applicant, mails, email):
        page = applicant.ask_for_link(email)
        assert errors_of(page).keys() == {"email"}
        assert "<script>@" not in page.text
        assert mails == []

    def test_address_with_an_internationalised_domain(self, applicant, mails):
        applicant.ask_for_link("taro@日本語.jp")
        assert applicant.page.url.endswith("/register-sent")
        assert mails[-1]["To"] == "taro@xn--wgv71a119e.jp"
        applicant.open_link()
        applicant.choose()
        applicant.fill()
        applicant.confirm()
        assert holder("taro@xn--wgv71a119e.jp").email == "taro@日本語.jp"
        applicant.ask_for_link("TARO@xn--wgv71a119e.jp")
        assert "This email address is already in use." in applicant.message
        tree = html.fromstring(applicant.page.text)
        assert tree.findtext(".//title").startswith("Error: ")
        # The script of the page takes the reader there.
        assert tree.cssselect("#problems[tabindex='-1']")

    def test_address_that_not_every_server_takes(self, applicant, mails):
        page = applicant.ask_for_link("太郎@日本語.jp")
        assert "letters without accents" in errors_of(page)["email"]
        assert mails == []

    def test_taken_address(self, applicant, patron, mails):
        page = applicant.ask_for_link(patron.email.upper())
        assert "This email address is already in use." in applicant.message
        (button,) = html.fromstring(page.text).xpath("//a[normalize-space()='OK']")
        assert button.get("href").endswith("/login")
        assert mails == []

    def test_needs_a_form_of_ours(self, applicant, mails):
        applicant.send("register", **EMAIL_STEP)
        assert "try again" in applicant.message
        assert mails == []

    def test_asks_again_for_terms_that_were_not_shown(self, applicant, mails):
        applicant.page = applicant.visitor.get("register")
        publish_terms({"en": "<p>Be quiet.</p>", "ja": "<p>新</p>"}, False, "1")
        commit()
        page = applicant.send("register", **EMAIL_STEP)
        assert "have changed since this page was shown" in applicant.message
        assert "Be quiet." in page.text
        assert mails == []
        values = values_of(page)
        assert values["form.widgets.email"] == "taro@example.org"
        assert "form.widgets.accept:list" not in values
        applicant.send("register", **EMAIL_STEP)
        assert read_link(applicant.link.partition("token=")[2]).terms_version == "2"

    def test_does_not_take_an_unknown_version(self, applicant, mails):
        applicant.page = applicant.visitor.get("register")
        applicant.send("register", **EMAIL_STEP, terms_version="")
        assert "have changed since this page was shown" in applicant.message
        assert mails == []

    def test_speaks_japanese(self, visitor):
        visitor.cookies.set("I18N_LANGUAGE", "ja")
        text = visitor.get("register").text
        for words in (
            "注意事項に同意する",
            "注意事項に同意して送信",
            "満",
            "最後のご利用",
        ):
            assert words in text


class TestLink:
    def test_looking_changes_nothing(self, applicant):
        applicant.ask_for_link()
        for _look in range(3):
            page = applicant.open_link()
            assert "Enter your user information" in page.text
        assert "no-store" in page.headers["Cache-Control"]
        assert page.headers["Referrer-Policy"] in ("same-origin", "no-referrer")

    def test_lists_the_services_of_the_table(self, applicant):
        applicant.ask_for_link()
        tree = html.fromstring(applicant.open_link().text)
        for name in PatronClass:
            (about,) = tree.cssselect(f"#about-{name.value}")
            shown = [" ".join(li.text_content().split()) for li in about.iter("li")]
            titles = [offer.service.title for offer in offers(name)]
            assert [s.partition(" (")[0] for s in shown] == titles
        text = tree.cssselect("#about-simple")[0].text_content()
        assert re.search(r"Reference Services\s+\(residents of other countries\)", text)

    def test_tampered(self, applicant):
        applicant.ask_for_link()
        applicant.open_link(applicant.link[:-9] + "AAAAAAAA=")
        assert "This link is not valid" in applicant.message

    @pytest.mark.parametrize("query", ["", "?token=", "?token:list=x", "?token:int=5"])
    def test_without_a_token(self, visitor, query):
        page = visitor.get(f"register-user{query}")
        assert page.status_code in (200, 400)
        assert "Traceback" not in page.text

    def test_without_a_class_stays(self, applicant):
        applicant.ask_for_link()
        applicant.open_link()
        page = applicant.send("register-user", **{"form.buttons.next": "1"})
        assert "Choose a registration type." in page.text

    def test_second_use(self, applicant):
        applicant.come_to_form()
        link = applicant.link
        applicant.fill()
        applicant.confirm()
        applicant.open_link(link)
        assert applicant.user_id == holder().user_id

    def test_of_an_address_that_another_link_has_registered(self, applicant):
        applicant.ask_for_link()
        first = applicant.link
        applicant.come_to_form()
        applicant.fill()
        applicant.confirm()
        applicant.open_link(first)
        assert "This email address is already in use." in applicant.message

    def test_token_leaves_the_address_bar(self, applicant):
        page = applicant.come_to_form()
        assert "token" not in page.url
        assert hidden_of(page)["token"]
