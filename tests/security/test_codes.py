from ..visitor import code_in
from ..visitor import message_of
from ndl.registration.clock import now
from ndl.registration.events import AuditTag
from ndl.registration.login.accounts import get_logins
from transaction import abort

import pytest
import time_machine


@pytest.fixture
def at_code(visitor, patron, password):
    visitor.log_in(patron.user_id, password)
    return visitor


@pytest.fixture
def code(at_code, mails):
    return code_in(mails[-1])


def wide(code):
    return "".join(chr(ord(digit) + 0xFEE0) for digit in code)


class TestTypedCode:
    @pytest.mark.parametrize(
        "typed", [str, wide, lambda code: f" {code[:3]} {code[3:]} "]
    )
    def test_works_as_people_type_it(self, at_code, code, patron, typed):
        at_code.submit("login-code", code=typed(code))
        assert at_code.who() == patron.user_id

    @pytest.mark.parametrize("name", ["code:list", "code:int", "code:record", "CODE"])
    def test_of_another_shape_is_none(self, at_code, code, patron, name):
        at_code.submit("login-code", **{name: code})
        assert at_code.who() == ""
        abort()
        assert get_logins().account(patron.user_id).code_failures == ()

    def test_in_the_address_is_none(self, at_code, code):
        at_code.get(f"login-code?code={code}&enter=1")
        assert at_code.who() == ""

    def test_needs_the_token_of_the_page(self, at_code, code):
        answer = at_code.post("login-code", data={"code": code})
        assert "has expired" in message_of(answer)
        assert at_code.who() == ""


class TestUsedCode:
    def test_is_void_for_the_back_button_and_for_a_copied_attempt(
        self, at_code, code, visit
    ):
        twin = visit()
        twin.cookies.update(at_code.cookies)
        page = twin.get("login-code").text
        token = page.split('name="_authenticator"')[1].split('value="')[1].split('"')[0]
        at_code.submit("login-code", code=code)
        answer = twin.post("login-code", data={"_authenticator": token, "code": code})
        assert answer.url.endswith("/login")
        assert twin.who() == ""

    def test_is_audited(self, at_code, code, patron, audited):
        at_code.submit("login-code", code=code)
        tags = [(step.tag, step.user_id) for step in audited]
        assert tags == [
            (AuditTag.BROWSER_REMEMBERED, patron.user_id),
            (AuditTag.LOGIN_SUCCEEDED, patron.user_id),
        ]
        assert code not in repr(audited)


class TestAttempt:
    def test_of_one_browser_is_none_in_another(self, at_code, code, visit):
        other = visit(agent="Mozilla/5.0 (other)")
        other.cookies.update(at_code.cookies)
        assert other.get("login-code").url.endswith("/login")

    def test_is_bound_to_its_cookie(self, at_code, code, visit):
        assert visit().get("login-code").url.endswith("/login")

    @pytest.mark.parametrize(("seconds", "page"), [(890, "login-code"), (900, "login")])
    def test_is_over_with_its_code(self, at_code, code, seconds, page):
        moment = now().timestamp() + seconds
        with time_machine.travel(moment, tick=True):
            assert at_code.get("login-code").url.endswith(f"/{page}")
