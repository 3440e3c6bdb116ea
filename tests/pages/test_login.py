from ..visitor import code_in
from ..visitor import message_of
from lxml import html

import pytest


class TestPasswordPage:
    def test_has_what_managers_and_screen_readers_need(self, visitor):
        page = html.fromstring(visitor.get("login").text)
        (user_id,) = page.cssselect("#content #user_id")
        (password,) = page.cssselect("#content #password")
        assert user_id.get("autocomplete") == "username"
        assert password.get("type") == "password"
        assert password.get("autocomplete") == "current-password"
        assert not page.cssselect("[onpaste]")
        for field in (user_id, password):
            assert page.cssselect(f"label[for={field.get('id')}]")

    def test_wrong_password_keeps_what_was_typed_but_the_password(
        self, visitor, patron
    ):
        response = visitor.log_in(patron.user_id, "wrong-Secret-1")
        assert "not correct" in message_of(response)
        assert patron.user_id in response.text
        assert "wrong-Secret-1" not in response.text
        assert visitor.who() == ""

    def test_speaks_japanese(self, visitor):
        visitor.headers["Accept-Language"] = "ja"
        visitor.cookies.set("I18N_LANGUAGE", "ja")
        text = visitor.get("login").text
        assert 'data-eye="パスワードを表示する"' in text
        assert "利用者ID" in text
        assert "新規利用者登録" in text

    def test_is_never_cached(self, visitor):
        assert "no-store" in visitor.get("login").headers["Cache-Control"]

    def test_hostile_user_id_is_shown_as_text(self, visitor):
        response = visitor.log_in('"><script>alert(1)</script>', "x")
        assert "<script>alert(1)" not in response.text

    def test_needs_a_form_of_ours(self, visitor, patron, password, mails):
        fields = {"user_id": patron.user_id, "password": password}
        response = visitor.post("login", data=fields)
        assert "try again" in message_of(response)
        assert mails == []

    @pytest.mark.parametrize("name", ["user_id:list", "user_id:record", "password:int"])
    def test_other_shapes_than_text_are_refused(self, visitor, patron, password, name):
        fields = {name: patron.user_id, "password": password}
        response = visitor.submit("login", **fields)
        assert "Traceback" not in response.text
        assert visitor.who() == ""


class TestCodePage:
    def test_the_whole_login(self, visitor, patron, password, mails):
        response = visitor.log_in(patron.user_id, password)
        assert response.url.endswith("/login-code")
        assert "h*****@e***.org" in response.text
        assert patron.email not in response.text
        assert visitor.who() == ""
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert visitor.who() == patron.user_id

    def test_field_takes_codes_from_phones_and_paste(
        self, visitor, patron, password, mails
    ):
        response = visitor.log_in(patron.user_id, password)
        (field,) = html.fromstring(response.text).cssselect("#code")
        assert field.get("autocomplete") == "one-time-code"
        assert field.get("inputmode") == "numeric"
        code = code_in(mails[-1])
        visitor.submit("login-code", code=f" {code[:3]} {code[3:]} ", enter="1")
        assert visitor.who() == patron.user_id

    def test_wrong_code_says_what_is_left(self, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        wrong = f"{(int(code_in(mails[-1])) + 1) % 10**6:06d}"
        response = visitor.submit("login-code", code=wrong, enter="1")
        assert "Tries left: 4" in message_of(response)
        assert visitor.who() == ""

    def test_five_wrong_codes_lead_back_to_the_start(
        self, visitor, patron, password, mails
    ):
        visitor.log_in(patron.user_id, password)
        wrong = f"{(int(code_in(mails[-1])) + 1) % 10**6:06d}"
        for _ in range(5):
            response = visitor.submit("login-code", code=wrong, enter="1")
        assert response.url.endswith("/login")
        assert "too often" in message_of(response)

    def test_without_an_attempt_leads_to_the_start(self, visitor):
        response = visitor.get("login-code")
        assert response.url.endswith("/login")
        assert "has ended" in message_of(response)

    def test_the_code_of_one_browser_is_useless_in_another(
        self, visit, patron, password, mails
    ):
        first, second = visit(), visit()
        first.log_in(patron.user_id, password)
        second.get("login")
        second.submit("login", "login-code", code=code_in(mails[-1]), enter="1")
        assert second.who() == ""

    def test_sending_again_too_soon_is_refused(self, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        response = visitor.submit("login-code", again="1")
        assert "Please wait" in message_of(response)
        assert len(mails) == 1


class TestMail:
    def test_has_the_code_in_both_languages_and_no_link(
        self, visitor, patron, password, mails
    ):
        visitor.log_in(patron.user_id, password)
        (mail,) = mails
        text = mail.get_content()
        assert mail["To"] == patron.email
        assert "認証コード/Authentication Code" in text
        assert "15分間" in text
        assert "15 minutes" in text
        for mark in ("http", "www.", "://", ".jp", ".example"):
            assert mark not in text
        assert not mail.is_multipart()


class TestLanding:
    @pytest.mark.parametrize(
        "came_from",
        [
            "https://evil.example/plone",
            "//evil.example/plone",
            " https://evil.example",
            "https:\\\\evil.example",
            "javascript:alert(1)",
            "http://localhost.evil.example/plone",
        ],
    )
    def test_never_leaves_the_site(
        self, visitor, patron, password, mails, came_from, site
    ):
        visitor.log_in(patron.user_id, password, came_from)
        code = code_in(mails[-1])
        response = visitor.submit(
            "login-code", code=code, enter="1", came_from=came_from
        )
        assert response.url.startswith(visitor.url)
        assert all(
            r.headers["Location"].startswith(visitor.url) for r in response.history
        )

    def test_is_where_the_patron_wanted_to_go(self, visitor, patron, password, mails):
        target = f"{visitor.url}/my-account"
        response = visitor.get("my-account")
        assert "/login" in response.url
        assert "came_from" in response.url
        visitor.submit(response.url, "login", user_id=patron.user_id, password=password)
        page = f"login-code?came_from={target}"
        response = visitor.submit(page, "login-code", code=code_in(mails[-1]))
        assert response.url == target


class TestLogout:
    def test_ends_the_session_at_the_server(self, logged_in):
        stolen = logged_in.cookies.copy()
        logged_in.submit("logout")
        assert logged_in.who() == ""
        logged_in.cookies.update(stolen)
        assert logged_in.who() == ""

    def test_a_link_alone_does_not_log_out(self, logged_in, patron):
        logged_in.get("logout")
        assert logged_in.who() == patron.user_id

    def test_nobody_else_can_log_one_out(self, logged_in, patron):
        logged_in.post("logout", data={})
        assert logged_in.who() == patron.user_id


class TestCookies:
    def test_are_out_of_reach_of_scripts_and_tell_nothing(
        self, logged_in_by_steps, patron
    ):
        (cookie,) = [c for c in logged_in_by_steps.cookies if c.name == "ndl_session"]
        assert cookie.has_nonstandard_attr("HttpOnly")
        assert cookie.get_nonstandard_attr("SameSite") == "Lax"
        assert cookie.expires is None
        assert patron.user_id not in cookie.value

    def test_are_secure_on_a_secure_site(self, visitor, patron, password, site):
        from ndl.registration.settings import settings
        from transaction import commit

        settings().public_url = "https://library.example/plone"
        commit()
        response = visitor.submit("login", user_id=patron.user_id, password=password)
        header = next(
            r.headers["Set-Cookie"]
            for r in response.history
            if "Set-Cookie" in r.headers
        )
        assert header.startswith("__Host-ndl_login=")
        assert "Secure" in header
        assert "Path=/" in header
