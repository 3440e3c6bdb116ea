from ..login.conftest import NOON
from ..visitor import code_in
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.events import AuditTag
from ndl.registration.events import EmailChanged
from ndl.registration.events import PasswordChanged
from ndl.registration.events import PatronClassChanged
from ndl.registration.events import PatronRemoved
from ndl.registration.interfaces import Identity
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import renew_ticket
from ndl.registration.login.sessions import SessionKind
from ndl.registration.login.sessions import Strength
from ndl.registration.settings import settings
from ndl.registration.web.cookies import set_cookie
from transaction import commit
from zope.event import notify
from ZPublisher.HTTPResponse import HTTPResponse

import pytest
import time_machine


DAY = 86_400
WHO = Identity("E1", "E1", "patrons", "", "ja", True)


@pytest.fixture
def logged_in(logged_in_by_steps):
    return logged_in_by_steps


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def kept(portal, clock):
    return open_session(WHO, Strength.CODE, SessionKind.KEPT)


class TestKeptLogin:
    def test_lasts_sixty_days_without_a_request(self, kept, clock):
        clock.shift(60 * DAY - 1)
        assert find_session(kept)
        clock.shift(1)
        assert find_session(kept) is None

    def test_is_fixed_from_login_however_much_it_is_used(self, kept, clock):
        for _day in range(59):
            clock.shift(DAY)
            assert find_session(kept)
            assert renew_ticket(kept) is None
        clock.shift(DAY)
        assert find_session(kept) is None


class TestNormalLogin:
    @pytest.mark.parametrize(("seconds", "alive"), [(DAY - 1, True), (DAY, False)])
    def test_lasts_a_day_at_most(self, portal, clock, seconds, alive):
        ticket = open_session(WHO, Strength.CODE)
        for _ in range(seconds // 3000):
            clock.shift(3000)
            ticket = renew_ticket(ticket) or ticket
        clock.shift(seconds % 3000)
        assert bool(find_session(ticket)) is alive


class TestEndOfAll:
    @pytest.mark.parametrize(
        "event",
        [
            PasswordChanged("E1"),
            PasswordChanged("E1", by_reset=True),
            EmailChanged("E1"),
            PatronRemoved("E1"),
            PatronClassChanged("E1", upward=False),
        ],
    )
    def test_ends_kept_and_normal_ones(self, kept, audited, event):
        normal = open_session(WHO, Strength.CODE)
        notify(event)
        assert find_session(kept) is None
        assert find_session(normal) is None
        assert AuditTag.SESSIONS_ENDED in [step.tag for step in audited]

    def test_an_upgrade_ends_nothing(self, kept):
        notify(PatronClassChanged("E1", upward=True))
        assert find_session(kept)

    def test_another_account_is_left_alone(self, kept):
        notify(PasswordChanged("E2"))
        assert find_session(kept)

    def test_of_a_removed_patron_nothing_stays(self, kept):
        notify(PatronRemoved("E1"))
        assert get_logins().peek("E1") is None


def cookies_of(response):
    """The attributes of each cookie that was set, by its name."""
    lines = response.raw.headers.getlist("Set-Cookie")
    parts = ([part.strip() for part in line.split(";")] for line in lines)
    return {first.partition("=")[0]: rest for first, *rest in parts}


class TestCookies:
    @pytest.fixture
    def at_code(self, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        page = visitor.get("login-code").text
        token = page.split('name="_authenticator"')[1].split('value="')[1]
        fields = {"_authenticator": token.split('"')[0], "code": code_in(mails[-1])}
        return lambda **more: visitor.post(
            "login-code", data=fields | more, allow_redirects=False
        )

    def test_of_a_normal_login_ends_with_the_browser(self, at_code):
        session = cookies_of(at_code())["ndl_session"]
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(session)
        assert not [part for part in session if part.startswith(("Max-Age", "Expires"))]

    def test_of_a_kept_login_lasts_sixty_days(self, at_code):
        session = cookies_of(at_code(keep="1"))["ndl_session"]
        assert "Max-Age=5184000" in session

    def test_of_a_remembered_browser_lasts_a_day(self, at_code):
        assert "Max-Age=86400" in cookies_of(at_code())["ndl_browser"]

    def test_over_https_are_secure_and_of_this_host(self, portal):
        settings().public_url = "https://library.example"
        response = HTTPResponse()
        set_cookie(response, "ndl_session", "x")
        ((_name, cookie),) = response._cookie_list()
        assert cookie.startswith("__Host-ndl_session=")
        assert "Secure" in cookie
        assert "Domain" not in cookie


class TestTicket:
    def test_planted_before_the_login_is_worth_nothing(
        self, visit, patron, password, mails
    ):
        victim, planted = visit(), "planted.1.planted"
        victim.cookies.set("ndl_session", planted, domain="localhost.local")
        victim.log_in(patron.user_id, password)
        victim.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert victim.who() == patron.user_id
        attacker = visit()
        attacker.cookies.set("ndl_session", planted, path="/")
        assert attacker.who() == ""

    def test_is_a_new_one_at_each_login_and_ends_the_old(
        self, logged_in, visit, patron, password
    ):
        old = logged_in.cookies["ndl_session"]
        logged_in.submit(
            "login?again=1",
            "login",
            user_id=patron.user_id,
            password=password,
            again="",
        )
        assert logged_in.who() == patron.user_id
        assert logged_in.cookies["ndl_session"].split(".")[0] != old.split(".")[0]
        thief = visit()
        thief.cookies.set("ndl_session", old, path="/")
        assert thief.who() == ""

    def test_is_never_in_an_answer_that_caches_may_keep(self, logged_in):
        resource = "++resource++ndl.registration/idle-warning.js"
        with time_machine.travel(_in_two_minutes(), tick=True):
            answer = logged_in.get(resource)
        assert "ndl_session" in answer.headers["Set-Cookie"]
        assert answer.headers["Cache-Control"] == "no-store, private"

    def test_moves_on_without_a_write(self, logged_in, functional_portal):
        database = functional_portal._p_jar.db()
        before = database.lastTransaction()
        with time_machine.travel(_in_two_minutes(), tick=True):
            answer = logged_in.get("@@test-who")
        assert "ndl_session" in answer.headers["Set-Cookie"]
        assert database.lastTransaction() == before


class TestExpired:
    @pytest.mark.parametrize("page", ["login", "@@test-who"])
    def test_is_not_revived_by_a_clock_that_is_set_back(self, logged_in, page):
        two_hours = now() + timedelta(hours=2)
        with time_machine.travel(two_hours, tick=True):
            assert logged_in.who() == ""
            logged_in.get(page)
        assert logged_in.who() == ""


class TestStaying:
    def test_says_how_long(self, logged_in):
        answer = logged_in.submit("my-logins", "stay-logged-in")
        assert answer.json() == {"idle": 3600}

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_needs_the_token_of_the_page(self, logged_in, method):
        assert getattr(logged_in, method)("stay-logged-in").status_code == 403

    def test_is_of_no_use_to_strangers(self, visitor, patron):
        answer = visitor.submit("login", "stay-logged-in")
        assert (answer.status_code, answer.json()) == (403, {"idle": 0})


class TestList:
    def test_tells_what_is_kept(self, logged_in, visit, patron, password, mails):
        assert "Kept logged in" not in logged_in.get("my-logins").text
        other = visit()
        other.log_in(patron.user_id, password)
        other.submit("login-code", code=code_in(mails[-1]), keep="1")
        assert logged_in.get("my-logins").text.count("Kept logged in") == 1


class TestSignOutEverywhereElse:
    def test_keeps_this_browser_alone(
        self, logged_in, visit, patron, password, mails, audited
    ):
        other = visit()
        other.log_in(patron.user_id, password)
        other.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert other.who() == patron.user_id

        page = logged_in.submit("my-logins", everywhere="1")
        assert "All other browsers have been logged out." in page.text
        assert "This browser" in page.text
        assert logged_in.who() == patron.user_id
        assert other.who() == ""
        tags = [step.tag for step in audited]
        assert AuditTag.SESSIONS_ENDED in tags
        assert AuditTag.BROWSERS_FORGOTTEN in tags

        for visitor in (logged_in, other):
            visitor.cookies.pop("ndl_session", None)
            answer = visitor.log_in(patron.user_id, password)
            assert answer.url.endswith("/login-code")

    def test_needs_the_token_of_the_page(self, logged_in, visit, patron):
        commit()
        page = logged_in.post("my-logins", data={"everywhere": "1"})
        assert "has expired" in page.text
        account = get_logins().account(patron.user_id)
        assert len(account.browsers) == 1

    def test_is_nothing_for_strangers(self, visitor, patron):
        assert "/login" in visitor.get("my-logins").url

    def test_shows_nobody_elses(self, logged_in, make_patron):
        other = make_patron(email="taro@example.org")
        identity = Identity(other.user_id, other.user_id, "patrons", "", "", True)
        open_session(identity, Strength.CODE, user_agent="Strange/9.9")
        commit()
        page = logged_in.get("my-logins").text
        assert "visitor" in page
        assert "Strange" not in page


def _in_two_minutes():
    return now() + timedelta(minutes=2)


class TestStaff:
    def test_sign_their_other_browsers_out_too(self, visit, functional_portal, audited):
        name, password = "editor-x", "Kawaguchi-815-k"
        functional_portal.acl_users.userFolderAddUser(name, password, ["Member"], [])
        commit()
        here, there = visit(), visit()
        for visitor in (here, there):
            visitor.log_in(name, password)
            assert visitor.who() == name
        here.submit("my-logins", everywhere="1")
        assert (here.who(), there.who()) == (name, "")
        assert AuditTag.SESSIONS_ENDED in [step.tag for step in audited]
