from ..visitor import code_in
from concurrent.futures import ThreadPoolExecutor
from lxml import html
from ndl.registration.login.accounts import get_logins
from ndl.registration.settings import settings
from transaction import abort
from transaction import commit

import pytest


@pytest.fixture
def at_code(visitor, patron, password, mails):
    visitor.log_in(patron.user_id, password)
    page = html.fromstring(visitor.get("login-code").text)
    (token,) = page.xpath("//form//input[@name='_authenticator']/@value")[:1]
    return visitor, token, code_in(mails[-1])


def post_all(visit, visitor, token, codes):
    """Post the codes at once, each from a connection of its own."""

    def post(code):
        twin = visit()
        twin.cookies.update(visitor.cookies)
        fields = {"_authenticator": token, "code": code}
        response = twin.post("login-code", data=fields, allow_redirects=False)
        return "ndl_session" in response.headers.get("Set-Cookie", "")

    with ThreadPoolExecutor(20) as pool:
        return list(pool.map(post, codes))


class TestParallel:
    def test_twenty_uses_of_one_code_open_one_session(self, visit, at_code, patron):
        visitor, token, code = at_code
        opened = post_all(visit, visitor, token, [code] * 20)
        abort()
        assert sum(opened) == 1
        assert len(get_logins().account(patron.user_id).sessions) == 1

    def test_wrong_codes_never_pass_the_limit(self, visit, at_code, patron):
        visitor, token, code = at_code
        wrong = [f"{(int(code) + step) % 10**6:06d}" for step in range(1, 61)]
        assert not any(post_all(visit, visitor, token, wrong))
        abort()
        account = get_logins().account(patron.user_id)
        assert account.attempt is None
        assert 1 <= len(account.code_failures) <= settings().code_tries
        assert not any(post_all(visit, visitor, token, [code]))

    def test_one_mail_leaves_for_one_login_whatever_the_retries(
        self, visit, patron, password, mails
    ):
        def log_in(_):
            visit().log_in(patron.user_id, password)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(log_in, range(8)))
        abort()
        codes = {code_in(mail) for mail in mails}
        assert len(mails) <= 8
        assert len(codes) >= len(mails) - 1


class TestMailServerDown:
    def test_says_so_and_leaves_no_session(
        self, visitor, patron, password, monkeypatch, site
    ):
        monkeypatch.undo()
        site.MailHost.smtp_host, site.MailHost.smtp_port = "127.0.0.1", 9
        commit()
        response = visitor.log_in(patron.user_id, password)
        assert "Traceback" not in response.text
        assert visitor.who() == ""
