from ..forgotten import ask_for_link
from ..forgotten import link_in
from ..forgotten import set_password
from .applicant import Applicant
from lxml import html
from ndl.registration.web.links import link_handle
from transaction import commit
from urllib.parse import parse_qs
from urllib.parse import urljoin
from urllib.parse import urlsplit

import pytest


@pytest.fixture(autouse=True)
def browsers_may_ask(site):
    site.portal_registry["plone.use_request_negotiation"] = True
    commit()


def heading(answer):
    tree = html.fromstring(answer.text)
    return tree.get("lang"), tree.cssselect("#content h1")[0].text_content().strip()


class TestChosenLanguage:
    @pytest.mark.parametrize(
        ("chosen", "browser", "words"),
        [
            ("en", "ja-JP,ja;q=0.9", ("en", "User registration")),
            ("ja", "en-GB,en;q=0.9", ("ja", "利用者登録")),
        ],
    )
    def test_outweighs_that_of_the_browser(self, visitor, chosen, browser, words):
        visitor.headers["Accept-Language"] = browser
        visitor.cookies.set("I18N_LANGUAGE", chosen)
        assert heading(visitor.get("register")) == words


def choices(answer):
    """The links of the selector, by language; empty if there is none."""
    links = html.fromstring(answer.text).cssselect("#portal-languageselector a")
    return {
        link.get("hreflang"): urljoin(answer.url, link.get("href")) for link in links
    }


def query_of(url):
    return parse_qs(urlsplit(url).query)


def handle_of(link):
    """What stands for the token of a mailed link in later addresses."""
    return link_handle(query_of(link)["token"][0])


@pytest.fixture
def switch(visitor):
    """Chooses a language on a page, as a reader does."""

    def choose(answer, language="ja"):
        found = visitor.get(choices(answer)[language])
        assert html.fromstring(found.text).get("lang") == language
        return found

    return choose


class TestSelector:
    def test_stays_on_the_page(self, visitor, switch):
        shown = switch(visitor.get("register"))
        assert heading(shown) == ("ja", "利用者登録")
        assert heading(switch(shown, "en")) == ("en", "User registration")

    def test_offers_one_list(self, visitor):
        tree = html.fromstring(visitor.get("register").text)
        assert len(tree.cssselect("#portal-languageselector")) == 1
        assert tree.xpath("//*[@id='portal-languageselector']/li/@class") == [
            "currentLanguage language-en",
            "language-ja",
        ]

    def test_keeps_the_query_once(self, visitor, switch):
        aim = f"{visitor.url}/my-account"
        shown = visitor.get(f"login?came_from={aim}&x=%22%3E%3Cb%3E")
        shown = switch(switch(shown), "en")
        assert query_of(shown.url) == {
            "came_from": [aim],
            "x": ['"><b>'],
            "set_language": ["en"],
        }

    @pytest.mark.parametrize("host", ["evil.example", "//evil.example/x"])
    def test_leads_to_no_other_site(self, visitor, host):
        answer = visitor.get(f"login?came_from=https://{host}", headers={"Host": host})
        links = html.fromstring(answer.text).cssselect("#portal-languageselector a")
        assert {link.get("href").partition("?")[0] for link in links} == {""}

    def test_keeps_the_mailed_link_from_others(self, visitor, mails, switch):
        way = Applicant(visitor, mails)
        way.ask_for_link()
        shown = switch(way.open_link())
        assert urlsplit(shown.url).path.endswith("/register-user")
        assert query_of(shown.url)["link"] == [handle_of(way.link)]
        assert shown.headers["Referrer-Policy"] == "no-referrer"
        assert 'name="form.widgets.patron_class"' in shown.text

    def test_stays_on_the_form(self, visitor, mails, switch):
        way = Applicant(visitor, mails)
        shown = switch(way.come_to_form())
        assert 'name="form.widgets.family_name"' in shown.text
        assert set(query_of(shown.url)) == {"link", "set_language"}

    def test_keeps_what_was_typed_on_a_refused_step(self, visitor, mails, switch):
        way = Applicant(visitor, mails)
        way.come_to_form()
        shown = switch(way.fill(street=None))
        assert "千代田区" in shown.text
        assert set(query_of(shown.url)) == {"link", "set_language"}

    def test_shows_the_user_id_again(self, visitor, mails, switch):
        way = Applicant(visitor, mails)
        way.come_to_form()
        way.fill()
        way.confirm()
        assert way.user_id in switch(way.page).text

    def test_keeps_the_aim_of_a_login_but_not_what_was_typed(
        self, visitor, patron, switch
    ):
        aim = f"{visitor.url}/my-logins"
        shown = switch(visitor.log_in(patron.user_id, "wrong-Secret-1", aim))
        assert query_of(shown.url)["came_from"] == [aim]
        assert patron.user_id not in shown.url
        assert "Secret" not in shown.url

    def test_keeps_the_attempt(self, visitor, patron, password, switch):
        shown = switch(visitor.log_in(patron.user_id, password))
        assert urlsplit(shown.url).path.endswith("/login-code")

    def test_keeps_the_link_of_a_reset(self, visitor, patron, mails, switch):
        ask_for_link(visitor, patron.user_id, patron.email)
        link = link_in(mails.last(patron.email))
        answer = set_password(visitor, link, "short")
        assert query_of(switch(answer).url)["link"] == [handle_of(link)]
