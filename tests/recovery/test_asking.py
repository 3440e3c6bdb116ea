from .conftest import BROWSER
from .conftest import has_password
from .conftest import log_in
from .conftest import OLD
from datetime import timedelta
from ndl.registration.events import AuditTag
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.sessions import find_session
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.email import EmailInvalid
from ndl.registration.recovery.password import ask_for_reset
from ndl.registration.settings import settings

import pytest


pytestmark = pytest.mark.usefixtures("public_url", "mails")


class TestAsking:
    def test_mails_a_link_to_the_public_address(self, ask, patron):
        (mail,) = ask(patron.user_id, patron.email)
        assert mail["To"] == patron.email
        text = mail.get_content()
        assert "https://library.example/portal/reset-password?token=" in text
        assert "10分以内" in text

    def test_in_the_language_of_the_patron(self, ask, portal, make_patron):
        reader = make_patron(email="jo@example.org", language="en")
        (mail,) = ask(reader.user_id, reader.email)
        assert "within 10 minutes" in mail.get_content()

    def test_only_to_the_registered_spelling_of_the_address(self, ask, patron):
        (mail,) = ask(patron.user_id.lower(), " ＨＡＮＡＫＯ@EXAMPLE.ORG ")
        assert mail["To"] == "hanako@example.org"

    @pytest.mark.parametrize("email", ["hanako+1@example.org", "hanako@example.com"])
    def test_not_for_another_address(self, ask, patron, email):
        assert ask(patron.user_id, email) == []

    def test_not_for_the_address_of_another_patron(self, ask, patron, make_patron):
        other = make_patron(email="taro@example.org")
        assert ask(patron.user_id, other.email) == []

    @pytest.mark.parametrize("login", ["E000000000", "", "x" * 99, "../acl_users"])
    def test_not_for_an_unknown_login(self, ask, patron, login):
        assert ask(login, patron.email) == []

    def test_not_without_an_address_on_file(self, ask, portal, make_patron):
        reader = make_patron(email="")
        assert ask(reader.user_id, "hanako@example.org") == []

    def test_not_after_expiry(self, ask, clock, patron):
        clock.shift(timedelta(days=4 * 366))
        assert ask(patron.user_id, patron.email) == []

    def test_not_after_deregistration(self, ask, patron):
        get_directory().remove(patron.user_id)
        assert ask(patron.user_id, patron.email) == []

    def test_not_to_a_former_address(self, ask, patron):
        get_directory().change_email(patron, "new@example.org")
        assert ask(patron.user_id, "hanako@example.org") == []
        assert len(ask(patron.user_id, "new@example.org")) == 1

    def test_refuses_what_is_no_address(self, portal):
        with pytest.raises(EmailInvalid):
            ask_for_reset("E000000000", "hanako", BROWSER)

    @pytest.mark.parametrize("known", [True, False])
    def test_needs_a_public_address_whoever_asks(self, patron, known):
        settings().public_url = ""
        with pytest.raises(MailNotConfigured):
            ask_for_reset(
                patron.user_id if known else "E000000000", patron.email, BROWSER
            )

    def test_leaves_the_password_and_the_logins_alone(self, ask, patron):
        ticket = log_in(patron.user_id).ticket
        ask(patron.user_id, patron.email)
        assert has_password(patron, OLD)
        assert find_session(ticket)

    def test_is_audited_without_any_address(self, ask, patron, audited):
        ask(patron.user_id, patron.email)
        ask("E000000000", patron.email)
        asked = [e for e in audited if e.tag is AuditTag.RESET_ASKED]
        assert [e.details["matched"] for e in asked] == [True, False]
        assert [e.details["allowed"] for e in asked] == [True, True]
        assert "example.org" not in repr(audited)


class TestLimit:
    def test_an_account_gets_five_an_hour(self, ask, clock, patron):
        sent = [len(ask(patron.user_id, patron.email)) for _ in range(7)]
        assert sent == [1, 1, 1, 1, 1, 0, 0]
        clock.shift(3599)
        assert ask(patron.user_id, patron.email) == []
        clock.shift(1)
        assert len(ask(patron.user_id, patron.email)) == 1

    def test_follows_the_settings(self, ask, patron):
        settings().reset_mails_hour = 1
        assert [len(ask(patron.user_id, patron.email)) for _ in range(2)] == [1, 0]

    def test_strangers_cannot_use_it_up(self, ask, patron):
        settings().limit_forgotten_mails = "1000/hour"
        for _ in range(20):
            ask(patron.user_id, "stranger@example.org")
            ask("E000000000", patron.email)
        assert len(ask(patron.user_id, patron.email)) == 1

    def test_unknown_logins_leave_few_records(self, ask, portal):
        settings().limit_forgotten_mails = "1000/hour"
        for number in range(150):
            ask_for_reset(f"nobody {number}", "a@example.org", BROWSER)
        assert len(list(get_logins().accounts.items())) <= 64
