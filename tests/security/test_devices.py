from ..visitor import code_in
from lxml import html
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import Identity
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import sessions_of
from ndl.registration.login.sessions import Strength
from transaction import abort
from transaction import commit

import pytest


@pytest.fixture
def logged_in(logged_in_by_steps):
    return logged_in_by_steps


@pytest.fixture
def elsewhere(visit, patron, password, mails, logged_in):
    """The patron in another browser."""
    other = visit(agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
    other.log_in(patron.user_id, password)
    other.submit("login-code", code=code_in(mails[-1]), enter="1")
    assert other.who() == patron.user_id
    return other


@pytest.fixture
def strange(make_patron):
    """A session of another patron."""
    abort()
    other = make_patron(email="taro@example.org")
    identity = Identity(other.user_id, other.user_id, "patrons", "", "", True)
    open_session(identity, Strength.CODE, user_agent="Strange/9.9")
    commit()
    return sessions_of(other.user_id)[0]


def buttons(visitor, name, page="my-logins"):
    tree = html.fromstring(visitor.get(page).text)
    return [one.get("value") for one in tree.cssselect(f"button[name={name}]")]


def tags(audited):
    return [step.tag for step in audited]


class TestOneSession:
    @pytest.mark.parametrize("page", ["my-logins", "my-account"])
    def test_is_ended_and_no_other(self, logged_in, elsewhere, page, audited):
        (other,) = buttons(logged_in, "session", page)
        response = logged_in.submit(page, "my-logins", session=other)
        assert response.url.split("#")[0].endswith(f"/{page}")
        assert "The login has been ended." in response.text
        assert elsewhere.who() == ""
        assert logged_in.who()
        assert AuditTag.SESSION_ENDED in tags(audited)
        assert buttons(logged_in, "session", page) == []

    def test_that_looks_is_marked_and_has_no_button(self, logged_in, elsewhere):
        tree = html.fromstring(logged_in.get("my-logins").text)
        (mine,) = [
            one
            for one in tree.cssselect("#ndl-sessions li")
            if "This browser" in one.text_content()
        ]
        assert not mine.cssselect("button")

    def test_of_somebody_else_is_not_found(self, logged_in, strange, audited):
        response = logged_in.submit("my-logins", session=strange.public_id)
        assert "This login has ended already." in response.text
        abort()
        assert sessions_of(strange.user_id) == [strange]
        assert AuditTag.SESSION_ENDED not in tags(audited)

    def test_twice_is_told(self, logged_in, elsewhere):
        (other,) = buttons(logged_in, "session")
        logged_in.submit("my-logins", session=other)
        response = logged_in.submit("my-logins", session=other)
        assert "This login has ended already." in response.text

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_needs_the_token_of_the_page(self, logged_in, elsewhere, method):
        (other,) = buttons(logged_in, "session")
        if method == "get":
            logged_in.get(f"my-logins?session={other}")
        else:
            logged_in.post("my-logins", data={"session": other})
        assert elsewhere.who()

    def test_is_not_named_by_what_opens_it(self, logged_in, patron):
        abort()
        page = logged_in.get("my-logins").text
        account = get_logins().peek(patron.user_id)
        secrets = [*account.sessions, *(one.token for one in account.browsers)]
        assert secrets
        for secret in secrets:
            assert secret not in page
            assert secret[:16] not in page
        cookie = logged_in.cookies.get("ndl_session")
        assert cookie.split(".")[0] not in page


class TestOneBrowser:
    def test_is_forgotten_and_no_other(
        self, logged_in, elsewhere, patron, password, audited
    ):
        newest, _mine = buttons(logged_in, "browser")
        response = logged_in.submit("my-logins", browser=newest)
        assert "The browser is not remembered any more." in response.text
        assert AuditTag.BROWSER_FORGOTTEN in tags(audited)
        for visitor, asked in ((logged_in, False), (elsewhere, True)):
            visitor.cookies.pop("ndl_session", None)
            answer = visitor.log_in(patron.user_id, password)
            assert answer.url.endswith("/login-code") is asked

    def test_that_looks_is_marked_and_loses_its_cookie(self, logged_in, elsewhere):
        tree = html.fromstring(logged_in.get("my-logins").text)
        (mine,) = [
            one
            for one in tree.cssselect("#ndl-browsers li")
            if "This browser" in one.text_content()
        ]
        (button,) = mine.cssselect("button")
        logged_in.submit("my-logins", browser=button.get("value"))
        assert "ndl_browser" not in logged_in.cookies
        assert "ndl_browser" in elsewhere.cookies

    def test_unknown_is_told(self, logged_in, patron):
        response = logged_in.submit("my-logins", browser="0" * 16)
        assert "This browser is not remembered any more." in response.text
        abort()
        assert len(browsers_of(patron.user_id)) == 1

    def test_all_are_forgotten(self, logged_in, elsewhere, patron, audited):
        response = logged_in.submit("my-logins", browsers="1")
        assert "No browser is remembered any more." in response.text
        abort()
        assert browsers_of(patron.user_id) == ()
        assert AuditTag.BROWSERS_FORGOTTEN in tags(audited)
        assert elsewhere.who()
