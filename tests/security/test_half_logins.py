from ..visitor import code_in
from ..visitor import message_of
from lxml import html

import pytest


class TestHalfLogin:
    """After the password and before the code, one is nobody."""

    def test_every_page_treats_one_as_anonymous(self, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        assert visitor.who() == ""
        assert "/login" in visitor.get("my-account").url

    def test_cookie_of_the_attempt_is_no_session(self, visitor, patron, password):
        visitor.log_in(patron.user_id, password)
        (token,) = [c.value for c in visitor.cookies if c.name == "ndl_login"]
        for name in ("ndl_session", "__ac"):
            visitor.cookies.set(name, token)
            assert visitor.who() == ""

    def test_step_two_without_step_one(self, visitor):
        visitor.get("login")
        visitor.submit("login", "login-code", code="000000")
        assert visitor.who() == ""

    def test_second_tab_sees_nobody(self, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        for page in ("my-account", "notices", "registration-desk"):
            assert "/login" in visitor.get(page).url
        answer = visitor.get(
            f"@users/{patron.user_id}", headers={"Accept": "application/json"}
        )
        assert answer.status_code == 401

    def test_attempt_is_no_bearer_token(self, visitor, patron, password):
        visitor.log_in(patron.user_id, password)
        (token,) = [c.value for c in visitor.cookies if c.name == "ndl_login"]
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        assert visitor.get("@@test-who", headers=headers).text == ""
        assert visitor.post("@login-renew", headers=headers).status_code == 401

    def test_of_a_second_tab_ends_the_first(self, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        first = visitor.cookies.copy()
        visitor.log_in(patron.user_id, password)
        visitor.cookies.update(first)
        answer = visitor.submit("login-code", code=code_in(mails[0]))
        assert "has ended" in message_of(answer)
        assert visitor.who() == ""

    def test_replay_of_the_code_form(self, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        attempt = visitor.cookies.copy()
        visitor.submit("login-code", code=code_in(mails[-1]))
        visitor.submit("logout")
        visitor.cookies.update(attempt)
        visitor.submit("login-code", code=code_in(mails[-1]))
        assert visitor.who() == ""


class TestAfterLogout:
    """What stayed in the browser is worth nothing."""

    def test_back_button_finds_no_page(self, logged_in):
        pages = ("", "my-account", "notices")
        for page in pages:
            assert "no-store" in logged_in.get(page).headers["Cache-Control"]
        logged_in.submit("logout")
        for page in pages[1:]:
            assert "/login" in logged_in.get(page).url

    @pytest.mark.parametrize("bearer", [True, False])
    def test_replay_of_the_ticket(self, logged_in, visitor, bearer):
        ticket = logged_in.cookies["ndl_session"]
        logged_in.submit("logout")
        if bearer:
            visitor.headers["Authorization"] = f"Bearer {ticket}"
        else:
            visitor.cookies.set("ndl_session", ticket, path="/")
        assert visitor.who() == ""

    def test_form_of_a_page_that_was_left_open_changes_nothing(
        self, logged_in, patron, password
    ):
        page = logged_in.get("logout").text
        (token, *_) = html.fromstring(page).xpath("//*[@name='_authenticator']/@value")
        logged_in.submit("logout")
        answer = logged_in.post(
            f"@users/{patron.user_id}/reset-password",
            json={"old_password": password, "new_password": "Kawaguchi-815-k"},
            headers={"Accept": "application/json", "X-CSRF-TOKEN": token},
        )
        assert answer.status_code == 401
