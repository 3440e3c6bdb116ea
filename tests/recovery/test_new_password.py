from .conftest import BROWSER
from .conftest import has_password
from .conftest import log_in
from .conftest import NEW
from .conftest import OLD
from .conftest import token_in
from ndl.registration.clock import timestamp
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.login import attempts
from ndl.registration.login import browsers
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.lockout import begin_guess
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sources import find_identity
from ndl.registration.login.tally import counts_of
from ndl.registration.patrons.errors import PasswordsDiffer
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.recovery.password import set_password
from ndl.registration.recovery.reset_link import open_reset

import pytest
import transaction


pytestmark = pytest.mark.usefixtures("public_url", "mails")


class TestNewPassword:
    @pytest.mark.parametrize(
        "weak", ["short1", "x" * 21, "nodigitsatall", "password123456", OLD]
    )
    def test_keeps_to_the_one_policy(self, link, patron, weak):
        with pytest.raises(WeakPassword):
            set_password(link, weak, weak)
        assert has_password(patron, OLD)
        assert open_reset(link)

    def test_is_not_made_of_the_user_id(self, link, patron):
        weak = f"{patron.user_id}-1a"
        with pytest.raises(WeakPassword):
            set_password(link, weak, weak)

    def test_is_typed_twice(self, link, patron):
        with pytest.raises(PasswordsDiffer):
            set_password(link, NEW, NEW.lower())
        assert has_password(patron, OLD)

    def test_is_refused_without_a_mail_or_a_trace(self, link, patron, mails, audited):
        with pytest.raises(WeakPassword):
            set_password(link, "short1", "short1")
        transaction.commit()
        assert len(mails) == 1
        assert audited == []

    def test_is_told_by_mail_to_the_registered_address(self, link, patron, mails):
        set_password(link, NEW, NEW)
        transaction.commit()
        assert mails[-1]["To"] == patron.email
        assert "パスワードが変更されました" in mails[-1].get_content()
        assert NEW not in str(mails[-1])
        assert "http" not in mails[-1].get_content()

    def test_is_audited(self, link, patron, audited):
        set_password(link, NEW, NEW)
        done = [e for e in audited if e.tag is AuditTag.RESET_DONE]
        assert [e.user_id for e in done] == [patron.user_id]
        assert NEW not in repr(audited)


class TestWhatEnds:
    def test_all_sessions_and_remembered_browsers(self, ask, patron):
        first, second = log_in(patron.user_id), log_in(patron.user_id)
        remembered = Client(BROWSER.user_agent, remembered=second.remembered)
        identity = find_identity(patron.user_id)
        assert browsers.find_remembered(identity, remembered)
        (mail,) = ask(patron.user_id, patron.email)
        set_password(token_in(mail), NEW, NEW)
        assert not find_session(first.ticket)
        assert not find_session(second.ticket)
        assert not browsers.find_remembered(find_identity(patron.user_id), remembered)

    def test_the_attempt_under_way(self, link, patron):
        identity = find_identity(patron.user_id)
        attempt = attempts.begin(identity, "email", BROWSER.user_agent)
        set_password(link, NEW, NEW)
        assert attempts.find(attempt.token, BROWSER.user_agent) is None

    def test_the_lock_of_the_password_step(self, link, patron):
        for _ in range(5):
            begin_guess(patron.user_id)
        assert counts_of(patron.user_id).locked_until > timestamp()
        set_password(link, NEW, NEW)
        assert counts_of(patron.user_id).locked_until <= timestamp()

    def test_not_the_count_of_wrong_codes(self, link, patron):
        account = get_logins().account(patron.user_id)
        account.code_failures = (1, 2, 3)
        set_password(link, NEW, NEW)
        assert account.code_failures == (1, 2, 3)

    def test_nothing_of_others(self, link, patron, make_patron):
        other = make_patron(email="taro@example.org")
        ticket = log_in(other.user_id).ticket
        set_password(link, NEW, NEW)
        assert find_session(ticket)
        assert has_password(other, OLD)
