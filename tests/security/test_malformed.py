from ndl.registration.web.cookies import ATTEMPT
from ndl.registration.web.cookies import BROWSER
from ndl.registration.web.cookies import SESSION

import pytest


NO_TEXT = (b"\xff\xfe", b"\xed\xa0\x80", b"a\x00b", b"\xe3\x81")
FORMS = {
    "login": ("user_id", "password", "came_from", "keep"),
    "forgot-password": ("form.widgets.user_id", "form.widgets.email", "shown"),
    "resend-user-id": ("form.widgets.email", "form.widgets.birth_date"),
    "register": ("form.widgets.email", "form.widgets.accept:list"),
}
BUTTON = {"form.buttons.send": "Send"}


def is_answered(response):
    return response.status_code < 500 and "Traceback" not in response.text


class TestNoText:
    def test_in_a_field_is_refused(self, configure, visitor, subtests):
        for page, fields in FORMS.items():
            for value in NO_TEXT:
                with subtests.test(page=page, value=value):
                    configure(robot_seconds=0)
                    for field in fields:
                        others = dict.fromkeys(fields, "x") | BUTTON
                        response = visitor.submit(page, **(others | {field: value}))
                        assert is_answered(response), field

    @pytest.mark.parametrize("value", NO_TEXT)
    def test_as_a_code_is_refused(self, visitor, patron, password, value):
        visitor.log_in(patron.user_id, password)
        assert is_answered(visitor.submit("login-code", code=value))
        assert visitor.who() == ""

    @pytest.mark.parametrize("value", NO_TEXT)
    def test_as_a_new_password_is_refused(self, visitor, token, value):
        page = f"reset-password?token={token}"
        fields = {
            "form.widgets.password": b"Kawagoe-1234" + value,
            "form.widgets.password_again": b"Kawagoe-1234" + value,
            "form.buttons.reset": "Reset",
        }
        response = visitor.submit(page, "reset-password", **fields)
        assert is_answered(response)
        assert not response.url.endswith("done")

    @pytest.mark.parametrize("name", [SESSION, ATTEMPT, BROWSER])
    def test_in_a_cookie_is_nobodys(self, visit, patron, password, name):
        for page in ("", "login", "login-code", "my-account", "@@test-who"):
            headers = {"Cookie": f"{name}=".encode() + b"\xff.1.\xed\xa0\x80"}
            assert is_answered(visit().get(page, headers=headers))
        page = visit()
        page.log_in(patron.user_id, password)
        cookies = "; ".join(f"{k}={v}" for k, v in page.cookies.items())
        headers = {"Cookie": f"{cookies}; {name}=".encode() + b"\xff"}
        assert is_answered(visit().get("login-code", headers=headers))

    @pytest.mark.parametrize("name", ["User-Agent", "Authorization", "Accept-Language"])
    def test_in_a_header_is_nobodys(self, visit, patron, password, name):
        visitor = visit()
        visitor.headers[name] = b"Bearer \xff\xed\xa0\x80 \xc3\xbc"
        assert is_answered(visitor.log_in(patron.user_id, password))
        assert visitor.who() == ""


class TestHugeInput:
    def test_is_answered(self, configure, visitor):
        configure(robot_seconds=0)
        for page, fields in FORMS.items():
            values = dict.fromkeys(fields, "x@" * 50_000) | BUTTON
            assert is_answered(visitor.submit(page, **values))


class TestLogoutByALink:
    def test_ends_nothing(self, logged_in, patron):
        for path in ("acl_users/logout", "logout", "@@logout"):
            logged_in.get(path)
            assert logged_in.who() == patron.user_id, path
