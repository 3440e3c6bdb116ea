"""Mailed links: their tokens leave the address with the first request."""

from ..forgotten import ask_for_link
from ..forgotten import link_in
from ..forgotten import set_password
from ..pages.applicant import Applicant
from lxml import html
from urllib.parse import parse_qs
from urllib.parse import urljoin
from urllib.parse import urlsplit

import pytest
import requests


pytestmark = pytest.mark.security


@pytest.fixture
def register(visitor, mails):
    applicant = Applicant(visitor, mails)
    applicant.ask_for_link()
    return applicant.link


@pytest.fixture
def reset(visit, patron, mails):
    ask_for_link(visit(), patron.user_id, patron.email)
    return link_in(mails[-1])


@pytest.fixture(params=["register", "reset"])
def link(request):
    return request.getfixturevalue(request.param)


def is_open(response):
    tree = html.fromstring(response.text)
    return bool(tree.cssselect("#content form input[name=token]"))


def token_in(url):
    return parse_qs(urlsplit(url).query)["token"][0]


class TestOpening:
    def test_leads_to_an_address_without_the_token(self, visit, link):
        response = visit().get(link)
        assert is_open(response)
        assert [step.status_code for step in response.history] == [302]
        assert token_in(link) not in response.url
        assert "link=" in response.url

    def test_leaves_addresses_that_open_nothing_to_others(self, visit, link):
        seen = visit().get(link).url
        stranger = visit().get(seen)
        assert not is_open(stranger)
        assert "Please open the link in the email again" in stranger.text
        assert token_in(link) not in stranger.text

    def test_is_no_use_that_ends_it(self, visit, link):
        for method in ("HEAD", "GET", "GET"):
            requests.request(method, link, timeout=60)
        assert is_open(visit().get(link))
        assert is_open(visit().get(link))

    def test_survives_reload_and_a_second_tab(self, visit, link):
        visitor = visit()
        first = visitor.get(link)
        assert is_open(visitor.get(first.url))
        assert is_open(visitor.get(link))
        assert is_open(visitor.get(first.url))

    def test_keeps_a_choice_of_language(self, visit, link):
        response = visit().get(f"{link}&set_language=ja")
        assert is_open(response)
        assert "set_language=ja" in response.url

    def test_sets_a_cookie_for_a_while_out_of_reach_of_scripts(self, visit, link):
        answer = visit().get(link, allow_redirects=False)
        (cookie,) = [
            part
            for part in answer.raw.headers.getlist("Set-Cookie")
            if part.startswith("ndl_link_")
        ]
        for attribute in ("HttpOnly", "SameSite=Lax", "Path=/plone", "Max-Age=7200"):
            assert attribute in cookie
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.headers["Referrer-Policy"] == "no-referrer"

    @pytest.mark.parametrize("query", ["link=", "link=x", "link=../x", "link:list=x"])
    def test_under_a_made_up_name_opens_nothing(self, visit, register, query):
        visitor = visit()
        visitor.get(register)
        assert not is_open(visitor.get(f"register-user?{query}"))

    def test_that_is_forged_sets_no_cookie(self, visit):
        visitor = visit()
        visitor.get("register-user?token=x")
        visitor.get("reset-password?token=x")
        assert not [c for c in visitor.cookies if c.name.startswith("ndl_link_")]


class TestSeveral:
    def test_links_are_told_apart_in_one_browser(self, visitor, mails, visit):
        asking = Applicant(visit(), mails)
        asking.ask_for_link("taro@example.org")
        taro = visitor.get(asking.link)
        asking.ask_for_link("jiro@example.org")
        jiro = visitor.get(asking.link)
        assert taro.url != jiro.url
        tokens = [
            html.fromstring(visitor.get(page.url).text).xpath(
                "//input[@name='token']/@value"
            )[0]
            for page in (taro, jiro)
        ]
        assert tokens[0] != tokens[1]

    def test_steps_lead_back_by_the_name_of_the_link(self, visitor, register, mails):
        applicant = Applicant(visitor, mails)
        applicant.open_link(register)
        applicant.choose()
        tree = html.fromstring(applicant.page.text)
        chosen = tree.xpath("//a[contains(@href, 'set_language=ja')]/@href")
        assert chosen
        assert token_in(register) not in "".join(tree.xpath("//@href"))
        shown = visitor.get(urljoin(applicant.page.url, chosen[0]))
        assert 'name="form.widgets.family_name"' in shown.text


class TestUse:
    def test_of_a_registration_leaves_the_receipt_alone(
        self, visit, visitor, register, mails
    ):
        """The cookie stays, so that Reload and Back show the user ID again."""
        applicant = Applicant(visitor, mails)
        applicant.open_link(register)
        applicant.choose()
        applicant.fill()
        applicant.confirm()
        assert applicant.user_id
        for browser in (visitor, visit()):
            shown = browser.get(register)
            assert shown.url.split("?")[0].endswith("/register-done")
            assert applicant.user_id in shown.text
            assert "国立" not in html.fromstring(shown.text).text_content().replace(
                "国立国会図書館", ""
            )

    def test_of_a_reset_takes_the_cookie_away(self, visit, reset):
        visitor = visit()
        set_password(visitor, reset)
        assert not [c for c in visitor.cookies if c.name.startswith("ndl_link_")]
