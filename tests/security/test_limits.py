from ..staff import add_staff
from ..staff import STAFF_PASSWORD
from ..visitor import code_in
from ..visitor import message_of
from .failing import fail_codes
from .failing import wrong_codes
from concurrent.futures import ThreadPoolExecutor
from lxml import html
from ndl.registration.browser.login import login as login_page
from ndl.registration.clock import timestamp
from ndl.registration.limits.counters import forget_counters
from ndl.registration.login import lockout
from ndl.registration.login import tally
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.accounts import LoginStore
from ndl.registration.login.tally import counts_of
from ndl.registration.settings import settings
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from transaction import abort
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError
from ZPublisher import HTTPRequest

import pytest
import requests


WIDE = "5000 per hour"
HERE = "127.0.0.1"


@pytest.fixture
def proxied(monkeypatch):
    """Visitors come through a trusted proxy of this machine."""
    monkeypatch.setattr(HTTPRequest, "trusted_proxies", [HERE])


def token_of(visitor, page="login-code"):
    tree = html.fromstring(visitor.get(page).text)
    return tree.xpath("//form//input[@name='_authenticator']/@value")[0]


def post_all(visit, visitor, codes):
    """Post the codes at once, each from a connection of its own."""
    token = token_of(visitor)

    def post(code):
        twin = visit()
        twin.cookies.update(visitor.cookies)
        fields = {"_authenticator": token, "code": code}
        try:
            answer = twin.post("login-code", data=fields, allow_redirects=False)
        except requests.ConnectionError:
            return False
        return "ndl_session" in answer.headers.get("Set-Cookie", "")

    with ThreadPoolExecutor(20) as pool:
        return list(pool.map(post, codes))


def failures_of(user_id):
    abort()
    return len(get_logins().account(user_id).code_failures)


class TestParallel:
    def test_two_hundred_wrong_codes_pass_no_limit(
        self, visit, patron, password, mails, configure
    ):
        configure(limit_codes=WIDE)
        attempts = []
        for _ in range(3):
            visitor = visit()
            visitor.log_in(patron.user_id, password)
            if visitor.get("login-code").url.endswith("/login"):
                break
            before = failures_of(patron.user_id)
            codes = wrong_codes(code_in(mails[-1]), 200)
            assert not any(post_all(visit, visitor, codes))
            attempts.append(failures_of(patron.user_id) - before)
        assert all(1 <= wrong <= settings().code_tries for wrong in attempts)
        assert 1 < sum(attempts) <= settings().code_failures_hour

    def test_a_limit_of_the_network_lets_no_more_pass(self, visit, configure):
        configure(limit_passwords="7 per hour")
        visitors = [visit() for _ in range(20)]
        tokens = [token_of(visitor, "login") for visitor in visitors]

        def post(pair):
            fields = {"user_id": "E000000000", "password": "wrong-Secret-1"}
            fields["_authenticator"] = pair[1]
            return pair[0].post("login", data=fields).status_code

        with ThreadPoolExecutor(20) as pool:
            answers = list(pool.map(post, zip(visitors, tokens, strict=True)))
        assert sorted(answers) == [200] * 7 + [429] * 13


class TestLaundering:
    def test_new_attempts_do_not_start_anew(self, visit, patron, password, mails):
        for _ in range(2):
            fail_codes(visit(), patron, password, mails, 5)
        sent = len(mails)
        answer = visit().log_in(patron.user_id, password)
        assert "Too many wrong authentication codes" in message_of(answer)
        assert len(mails) == sent

    def test_sending_again_does_not_start_anew(
        self, visitor, patron, password, mails, configure
    ):
        configure(resend_wait=0)
        fail_codes(visitor, patron, password, mails, 4)
        visitor.submit("login-code", again="1")
        code = wrong_codes(code_in(mails[-1]), 1)[0]
        answer = visitor.submit("login-code", code=code, enter="1")
        assert "wrong too often" in message_of(answer)

    def test_other_networks_do_not_start_anew(
        self, visit, patron, password, mails, proxied
    ):
        for number in range(2):
            visitor = visit()
            visitor.headers["X-Forwarded-For"] = f"198.51.100.{number}"
            fail_codes(visitor, patron, password, mails, 5)
        visitor = visit()
        visitor.headers["X-Forwarded-For"] = "203.0.113.9"
        answer = visitor.log_in(patron.user_id, password)
        assert "Too many wrong authentication codes" in message_of(answer)

    def test_a_hundred_networks_guess_no_password(
        self, visit, patron, password, proxied
    ):
        visitor, token = visit(), token_of(visit(), "login")
        fields = {"_authenticator": token, "user_id": patron.user_id}
        for number in range(101):
            visitor.headers["X-Forwarded-For"] = f"198.51.100.{number}"
            visitor.post("login", data=fields | {"password": "no"})
        answer = visitor.log_in(patron.user_id, password)
        assert answer.url.endswith("/login")
        abort()
        counts = counts_of(patron.user_id)
        assert counts.locked_until > timestamp()
        assert counts.failures == 0

    def test_a_header_makes_no_other_network(self, visitor, configure):
        configure(limit_passwords="2 per hour")
        answers = []
        for number in range(3):
            visitor.headers["X-Forwarded-For"] = f"198.51.100.{number}"
            answers.append(visitor.log_in("E000000000", "no").status_code)
        assert answers == [200, 200, 429]

    def test_logging_in_does_not_start_anew(
        self, visit, patron, password, mails, configure
    ):
        configure(limit_passwords="3 per hour")
        visit().log_in("E000000000", "no")
        visitor = visit()
        visitor.log_in(patron.user_id, password)
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert visitor.who() == patron.user_id
        assert visit().log_in("E000000000", "no").status_code == 200
        assert visit().log_in("E000000000", "no").status_code == 429

    def test_programs_and_pages_count_together(
        self, visit, patron, password, mails, configure
    ):
        configure(limit_passwords="4 per hour")
        fail_codes(visit(), patron, password, mails, 4)
        program = visit()
        program.headers["Accept"] = "application/json"
        login = {"login": patron.user_id, "password": password}
        attempt = program.post("@login", json=login).json()["attempt"]
        for code in wrong_codes(code_in(mails[-1]), 5):
            program.post("@login", json={"attempt": attempt, "code": code})
        assert failures_of(patron.user_id) == 9
        fail_codes(visit(), patron, password, mails, 1)
        answer = program.post("@login", json=login)
        assert answer.status_code == 429
        assert "wrong authentication codes" in answer.json()["error"]["message"]
        answer = program.post("@login", json=login)
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 3500
        assert visit().log_in(patron.user_id, password).status_code == 429

    def test_a_restart_does_not_start_an_account_anew(
        self, portal, tmp_path, monkeypatch
    ):
        path = str(tmp_path / "Data.fs")
        database = DB(FileStorage(path))
        with database.transaction() as connection:
            connection.root.logins = LoginStore()
        with database.transaction() as connection:
            store = connection.root.logins
            monkeypatch.setattr(tally, "get_logins", lambda: store)
            for _ in range(settings().code_failures_hour):
                lockout.count_wrong_code(store.account("E1"))
            for _ in range(settings().password_failures):
                lockout.begin_guess("E1")
        database.close()
        forget_counters()
        database = DB(FileStorage(path))
        with database.transaction() as connection:
            store = connection.root.logins
            assert lockout.are_codes_blocked(store.account("E1"))
            assert tally.counts_of("E1").locked_until > timestamp()
        database.close()


class TestTransactions:
    def answers_after(self, visitor, monkeypatch, error, times):
        """The statuses of logins, the first of which fails some times."""
        real, failed = login_page.enter_password, []

        def fail(*args):
            result = real(*args)
            if len(failed) < times:
                failed.append(error)
                raise error
            return result

        monkeypatch.setattr(login_page, "enter_password", fail)
        monkeypatch.setattr(HTTPRequest.HTTPRequest, "delay_retry", lambda self: None)
        answers = [visitor.log_in("E000000000", "no").status_code for _ in range(3)]
        assert len(failed) == times
        return answers

    def test_retries_of_a_request_count_once(self, visitor, configure, monkeypatch):
        configure(limit_passwords="2 per hour")
        answers = self.answers_after(visitor, monkeypatch, ConflictError(), 3)
        assert answers == [200, 200, 429]

    def test_a_view_that_breaks_counts(self, visitor, configure, monkeypatch):
        configure(limit_passwords="2 per hour")
        answers = self.answers_after(visitor, monkeypatch, RuntimeError(), 1)
        assert answers == [500, 200, 429]


class TestPasswordsWithoutCode:
    def of(self, visit, password, **options):
        visitor = visit()
        visitor.auth = ("member", password)
        return visitor.get("@@test-who", **options).text

    def test_are_guessed_no_further_by_basic(self, visit, configure):
        add_staff("member")
        configure(limit_passwords="3/10minutes")
        assert self.of(visit, STAFF_PASSWORD) == "member"
        for number in range(3):
            assert self.of(visit, f"wrong-{number}") == ""
        assert self.of(visit, STAFF_PASSWORD) == ""

    def test_are_guessed_no_further_by_stock_forms(self, visit, configure):
        add_staff("member")
        configure(limit_passwords="3/10minutes")
        for number in range(3):
            fields = {"__ac_name": "member", "__ac_password": f"wrong-{number}"}
            visit().post("@@test-who", data=fields)
        assert self.of(visit, STAFF_PASSWORD) == ""

    def test_two_in_one_request_are_two(self, visit, configure):
        add_staff("member")
        configure(limit_passwords="4/10minutes")
        for number in range(2):
            fields = {"__ac_name": "member", "__ac_password": f"wrong-{number}"}
            visitor = visit()
            visitor.auth = ("member", f"other-{number}")
            visitor.post("@@test-who", data=fields)
        assert self.of(visit, STAFF_PASSWORD) == ""

    def test_right_ones_do_not_count(self, visit, configure):
        add_staff("member")
        configure(limit_passwords="3/10minutes")
        for _number in range(6):
            assert self.of(visit, STAFF_PASSWORD) == "member"

    def test_of_the_root_do_not_count(self, visit, configure):
        add_staff("member")
        configure(limit_passwords="3/10minutes")
        for _number in range(6):
            visitor = visit()
            visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
            assert visitor.who() == SITE_OWNER_NAME
        assert self.of(visit, STAFF_PASSWORD) == "member"
