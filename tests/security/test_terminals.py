from ..visitor import code_in
from .test_sessions import cookies_of
from dataclasses import replace
from ndl.registration.interfaces import Identity
from ndl.registration.limits.client import Client
from ndl.registration.limits.networks import is_terminal
from ndl.registration.login import login as flow
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import SessionKind
from ndl.registration.login.sessions import Strength
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from transaction import commit
from zope.interface import Invalid

import pytest
import time_machine


WHO = Identity("E1", "E1", "patrons", "", "ja", True)
HERE = ("127.0.0.0/8",)
ELSEWHERE = ("192.0.2.0/24",)


class TestNetworks:
    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("192.0.2.1", True),
            ("::ffff:192.0.2.1", True),
            ("192.0.3.1", False),
            ("2001:db8:1::99", True),
            ("2001:db8:2::99", False),
            ("", False),
            ("terminal", False),
            ("192.0.2.1, 192.0.2.2", False),
        ],
    )
    def test_name_the_terminals(self, portal, address, expected):
        settings().terminal_networks = ("192.0.2.0/24", "2001:db8:1::/48")
        assert is_terminal(address) is expected

    def test_are_none_at_first(self, portal):
        assert not is_terminal("127.0.0.1")

    def test_must_be_networks(self):
        field = IRegistrationSettings["terminal_networks"]
        field.validate(("192.0.2.0/24", "2001:db8::/32"))
        with pytest.raises(Invalid):
            field.validate(("192.0.2.0/99",))


class TestSession:
    def test_ends_after_ten_idle_minutes(self, portal):
        with time_machine.travel("2026-11-21", tick=False) as clock:
            ticket = open_session(WHO, Strength.CODE, SessionKind.TERMINAL)
            clock.shift(599)
            assert find_session(ticket)
            clock.shift(1)
            assert find_session(ticket) is None


@pytest.fixture
def terminals(site):
    def at(networks):
        settings().terminal_networks = networks
        commit()

    return at


@pytest.fixture
def log_in(visit, patron, password, mails):
    """A visitor who asked to be kept, and the answer to the code."""

    def both(**headers):
        visitor = visit()
        visitor.headers.update(headers)
        visitor.log_in(patron.user_id, password)
        page = visitor.get("login-code").text
        token = page.split('name="_authenticator"')[1].split('value="')[1]
        answer = visitor.post(
            "login-code",
            data={
                "_authenticator": token.split('"')[0],
                "code": code_in(mails[-1]),
                "keep": "1",
            },
            allow_redirects=False,
        )
        return visitor, answer

    return both


class TestLogin:
    def test_keeps_and_remembers_nothing_also_when_asked_to(
        self, terminals, log_in, patron
    ):
        terminals(HERE)
        visitor, answer = log_in()
        assert visitor.who() == patron.user_id
        cookies = cookies_of(answer)
        assert "ndl_browser" not in cookies
        assert not [part for part in cookies["ndl_session"] if "Max-Age" in part]
        commit()
        account = get_logins().account(patron.user_id)
        assert account.browsers == ()
        (session,) = (get_logins().sessions.get(key) for key in account.sessions)
        assert session.kind is SessionKind.TERMINAL

    def test_offers_neither_keeping_nor_a_logout_icon(self, terminals, log_in, visit):
        terminals(HERE)
        visitor, _answer = log_in()
        for page in ("", "my-account"):
            text = visitor.get(page).text
            assert "personaltools-logout" not in text
            assert "ndl-logout" not in text
        assert 'name="keep"' not in visit().get("login").text

    def test_leaves_no_page_in_the_cache(self, terminals, log_in):
        terminals(HERE)
        visitor, _answer = log_in()
        for page in ("", "my-account", "my-logins"):
            assert visitor.get(page).headers["Cache-Control"] == "no-store, private"

    def test_lets_the_page_leave_the_screen(self, terminals, log_in):
        terminals(HERE)
        page = log_in()[0].get("").text
        assert 'data-idle="600"' in page
        assert 'data-terminal="1"' in page

    def test_elsewhere_offers_both(self, terminals, log_in, visit):
        terminals(ELSEWHERE)
        visitor, answer = log_in()
        assert "Max-Age=5184000" in cookies_of(answer)["ndl_session"]
        assert "personaltools-logout" in visitor.get("").text
        assert "ndl-logout" in visitor.get("my-account").text
        assert 'name="keep"' in visit().get("login").text


class TestSpoofedHeader:
    @pytest.mark.parametrize("proxies", [[], ["127.0.0.1"]])
    def test_makes_no_terminal(self, terminals, log_in, monkeypatch, proxies):
        monkeypatch.setattr("ZPublisher.HTTPRequest.trusted_proxies", proxies)
        terminals(ELSEWHERE)
        # The proxy appends the address that it sees.
        visitor, _answer = log_in(**{"X-Forwarded-For": "192.0.2.7, 203.0.113.9"})
        assert "data-terminal" not in visitor.get("").text

    def test_unmakes_none(self, terminals, log_in, monkeypatch):
        monkeypatch.setattr("ZPublisher.HTTPRequest.trusted_proxies", ["127.0.0.1"])
        terminals(ELSEWHERE)
        visitor, _answer = log_in(**{"X-Forwarded-For": "203.0.113.9, 192.0.2.7"})
        assert 'data-terminal="1"' in visitor.get("").text


class TestNextPerson:
    def test_is_offered_to_log_in_instead(self, terminals, log_in, patron):
        terminals(HERE)
        visitor, _answer = log_in()
        ticket = visitor.cookies["ndl_session"]
        page = visitor.get("login")
        assert "Not you? Log in as another patron" in page.text
        assert patron.user_id in page.text
        token = page.text.split('name="_authenticator"')[1].split('value="')[1]
        fields = {"_authenticator": token.split('"')[0], "another": "1"}
        answer = visitor.post("logout", data=fields)
        assert answer.url.endswith("/login")
        assert 'name="password"' in answer.text
        assert visitor.who() == ""
        commit()
        assert find_session(ticket) is None

    @pytest.mark.parametrize(
        ("networks", "offered"), [(HERE, True), (ELSEWHERE, False)]
    )
    def test_finds_the_offer_on_the_page_of_the_former(
        self, terminals, log_in, networks, offered
    ):
        terminals(networks)
        visitor, _answer = log_in()
        assert ('id="ndl-another"' in visitor.get("my-account").text) is offered

    def test_needs_the_token_of_the_page(self, terminals, log_in, patron):
        terminals(HERE)
        visitor, _answer = log_in()
        visitor.post("logout", data={"another": "1"})
        assert visitor.who() == patron.user_id

    def test_elsewhere_a_login_leads_home(self, terminals, log_in):
        terminals(ELSEWHERE)
        visitor, _answer = log_in()
        assert visitor.get("login").url.endswith("/my-account")


class TestCode:
    def test_is_asked_at_first(self, terminals, visitor, patron, password, mails):
        terminals(HERE)
        assert visitor.log_in(patron.user_id, password).url.endswith("/login-code")
        assert len(mails) == 1

    def test_can_be_switched_off_here(self, terminals, visitor, patron, password):
        terminals(HERE)
        settings().terminal_code = False
        commit()
        visitor.log_in(patron.user_id, password)
        assert visitor.who() == patron.user_id

    def test_is_asked_elsewhere_all_the_same(
        self, terminals, visitor, patron, password
    ):
        terminals(ELSEWHERE)
        settings().terminal_code = False
        commit()
        visitor.log_in(patron.user_id, password)
        assert visitor.who() == ""

    @pytest.mark.parametrize(
        "change", [{"terminal_networks": ELSEWHERE}, {"terminal_code": True}]
    )
    def test_a_session_without_one_is_good_for_terminals_alone(
        self, terminals, visitor, patron, password, change
    ):
        terminals(HERE)
        settings().terminal_code = False
        commit()
        visitor.log_in(patron.user_id, password)
        assert visitor.who() == patron.user_id
        for name, value in change.items():
            setattr(settings(), name, value)
        commit()
        assert visitor.who() == ""

    def test_is_asked_for_a_sensitive_change_all_the_same(
        self, terminals, visitor, patron, password
    ):
        terminals(HERE)
        settings().terminal_code = False
        commit()
        visitor.log_in(patron.user_id, password)
        answer = visitor.get("@@change-password")
        assert "login?again=1" in answer.url

    def test_is_asked_of_staff_all_the_same(self, portal):
        settings().terminal_networks = HERE
        settings().terminal_code = False
        staff = replace(WHO, source="staff")
        here = Client("Mozilla/5.0", "127.0.0.1")
        assert flow._needs_code(staff, here)
        assert not flow._needs_code(WHO, here)
