from ..login.conftest import NOON
from ndl.registration.events import AuditTag
from ndl.registration.events import EmailChanged
from ndl.registration.events import PasswordChanged
from ndl.registration.limits.client import Client
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.delivery.email import EmailChannel
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.second_step import enter_code
from ndl.registration.login.sessions import close_session
from ndl.registration.login.sessions import close_sessions
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import Strength
from ndl.registration.login.tally import counts_of
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.settings import settings
from zope.event import notify

import pytest
import time_machine


AGENT = "Mozilla/5.0 (home)"
NEW_PASSWORD = "Kawaguchi-815-k"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def patron(portal, clock, make_patron):
    return make_patron()


@pytest.fixture
def codes(monkeypatch):
    sent = []
    monkeypatch.setattr(EmailChannel, "send", lambda self, who, code: sent.append(code))
    return sent


@pytest.fixture
def log_in(codes, password):
    """Takes both steps from a client and returns how the login ended."""

    def both(patron, client, **options):
        sent = enter_password(patron.user_id, password, client)
        assert isinstance(sent, CodeSent)
        return enter_code(sent.token, codes[-1], client, **options)

    return both


@pytest.fixture
def home(patron, log_in):
    """The client of a browser that is remembered."""
    return Client(AGENT, remembered=log_in(patron, Client(AGENT)).remembered)


class TestRememberedBrowser:
    def test_is_not_asked_for_a_code(self, patron, home, password, audited):
        result = enter_password(patron.user_id, password, home)
        assert find_session(result.ticket).strength is Strength.REMEMBERED
        assert audited[-1].tag is AuditTag.LOGIN_SUCCEEDED

    @pytest.mark.parametrize(
        ("seconds", "expected"), [(86_399, LoggedIn), (86_400, CodeSent)]
    )
    def test_for_a_day(self, patron, home, password, clock, seconds, expected):
        clock.shift(seconds)
        assert isinstance(enter_password(patron.user_id, password, home), expected)

    def test_is_not_prolonged_by_its_use(self, patron, home, password, clock):
        clock.shift(43_200)
        used = enter_password(patron.user_id, password, home)
        assert used.remembered == ""
        clock.shift(43_200)
        assert isinstance(enter_password(patron.user_id, password, home), CodeSent)

    def test_still_needs_the_password(self, patron, home):
        assert isinstance(enter_password(patron.user_id, "wrong", home), Refused)

    def test_may_be_kept_logged_in(self, patron, home, password):
        assert enter_password(patron.user_id, password, home, keep=True).kept

    def test_survives_logout(self, patron, home, password):
        close_session(enter_password(patron.user_id, password, home).ticket)
        assert isinstance(enter_password(patron.user_id, password, home), LoggedIn)

    def test_is_no_fresh_code(self, patron, home, password):
        result = enter_password(patron.user_id, password, home)
        assert not find_session(result.ticket).has_code_within(600)

    def test_is_stored_without_its_ticket(self, patron, home):
        assert home.remembered not in repr(browsers_of(patron.user_id))


class TestBinding:
    def test_to_the_user_agent(self, patron, home, password):
        moved = Client("Mozilla/5.0 (other)", remembered=home.remembered)
        assert isinstance(enter_password(patron.user_id, password, moved), CodeSent)

    def test_to_the_account(self, patron, home, password, make_patron):
        other = make_patron(email="taro@example.org")
        assert isinstance(enter_password(other.user_id, password, home), CodeSent)

    def test_to_the_password(self, patron, home):
        patron.set_password(hash_password(NEW_PASSWORD))
        result = enter_password(patron.user_id, NEW_PASSWORD, home)
        assert isinstance(result, CodeSent)

    def test_to_the_address(self, patron, home, password):
        get_directory().change_email(patron, "new@example.org")
        assert isinstance(enter_password(patron.user_id, password, home), CodeSent)

    @pytest.mark.parametrize("ticket", ["", "x", "あ", "x" * 5000])
    def test_to_a_ticket_that_was_given(self, patron, home, password, ticket):
        forged = Client(AGENT, remembered=ticket)
        assert isinstance(enter_password(patron.user_id, password, forged), CodeSent)


class TestEnd:
    @pytest.mark.parametrize("event", [PasswordChanged, EmailChanged])
    def test_with_what_it_stands_on(self, patron, home, event, audited):
        notify(event(patron.user_id))
        assert browsers_of(patron.user_id) == ()
        assert AuditTag.BROWSERS_FORGOTTEN in [step.tag for step in audited]

    def test_with_signing_out_everywhere(self, patron, home, password):
        close_sessions(patron.user_id)
        assert isinstance(enter_password(patron.user_id, password, home), CodeSent)

    def test_with_the_setting(self, patron, home, password):
        settings().remember_life = 0
        assert isinstance(enter_password(patron.user_id, password, home), CodeSent)

    def test_of_the_oldest_of_many(self, patron, home, log_in):
        for number in range(10):
            log_in(patron, Client(f"Browser/{number}"))
        assert len(browsers_of(patron.user_id)) == 10
        assert AGENT not in [browser.label for browser in browsers_of(patron.user_id)]


class TestLockedAccount:
    @pytest.fixture
    def locked(self, patron, home):
        stranger = Client("Stranger/1.0")
        for _ in range(5):
            enter_password(patron.user_id, "wrong", stranger)
        assert counts_of(patron.user_id).locked_until
        return stranger

    def test_lets_the_patrons_own_browser_in(self, patron, home, locked, password):
        assert isinstance(enter_password(patron.user_id, password, home), LoggedIn)

    def test_stays_locked_for_the_stranger(self, patron, home, locked, password):
        enter_password(patron.user_id, password, home)
        assert isinstance(enter_password(patron.user_id, password, locked), Refused)

    def test_is_not_opened_by_the_ticket_in_another_browser(
        self, patron, home, locked, password
    ):
        stolen = Client(locked.user_agent, remembered=home.remembered)
        assert isinstance(enter_password(patron.user_id, password, stolen), Refused)

    def test_a_thief_of_the_whole_browser_has_five_tries(self, patron, home, locked):
        for _ in range(5):
            enter_password(patron.user_id, "wrong", home)
        assert browsers_of(patron.user_id) == ()


class TestNotRemembered:
    def test_on_a_terminal_of_the_library(self, patron, log_in):
        settings().terminal_networks = ("192.0.2.0/24",)
        terminal = Client(AGENT, address="192.0.2.7")
        assert log_in(patron, terminal, keep=True).remembered == ""
        assert browsers_of(patron.user_id) == ()

    def test_by_a_ticket_that_comes_to_a_terminal(self, patron, home, password):
        settings().terminal_networks = ("192.0.2.0/24",)
        terminal = Client(AGENT, address="192.0.2.7", remembered=home.remembered)
        assert isinstance(enter_password(patron.user_id, password, terminal), CodeSent)

    def test_when_it_is_switched_off(self, patron, log_in):
        settings().remember_life = 0
        assert log_in(patron, Client(AGENT)).remembered == ""


class TestTwoPatronsOfOneBrowser:
    def test_the_second_takes_the_place_of_the_first(
        self, patron, home, make_patron, log_in, password
    ):
        other = make_patron(email="taro@example.org")
        shared = Client(AGENT, remembered=log_in(other, home).remembered)
        assert isinstance(enter_password(other.user_id, password, shared), LoggedIn)
        assert isinstance(enter_password(patron.user_id, password, shared), CodeSent)
