from datetime import date
from datetime import timedelta
from ndl.registration.events import AuditEvent
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.email import EmailInvalid
from ndl.registration.recovery.password import ask_for_reset
from ndl.registration.recovery.user_id import ask_for_user_id
from ndl.registration.settings import settings
from zope.component import getGlobalSiteManager

import pytest
import time_machine
import transaction


pytestmark = pytest.mark.usefixtures("public_url", "mails")

BROWSER = Client("Mozilla/5.0 (test)")
BIRTH = date(1990, 4, 1)
# Later than the fixtures: transaction ids follow the clock.
NOON = "2040-01-10T03:00:00Z"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def patron(clock, portal, make_patron):
    return make_patron()


@pytest.fixture
def ask(mails):
    """Asks for a user ID and returns the mails that left."""

    def make(email, birth_date=BIRTH):
        before = len(mails)
        ask_for_user_id(email, birth_date, BROWSER)
        transaction.commit()
        return mails[before:]

    return make


class TestResend:
    def test_mails_the_user_id_to_the_registered_address(self, ask, patron):
        (mail,) = ask(" Hanako@EXAMPLE.org ")
        assert mail["To"] == "hanako@example.org"
        assert f"利用者ID：{patron.user_id}" in mail.get_content()

    def test_in_the_language_of_the_patron(self, ask, portal, make_patron):
        reader = make_patron(email="jo@example.org", language="en")
        (mail,) = ask("jo@example.org")
        assert f"User ID: {reader.user_id}" in mail.get_content()

    def test_not_for_another_date(self, ask, patron):
        assert ask(patron.email, date(1990, 1, 4)) == []

    def test_not_for_an_unknown_address(self, ask, patron):
        assert ask("taro@example.org") == []

    def test_not_for_expired_or_former_patrons(self, ask, clock, patron, make_patron):
        former = make_patron(email="taro@example.org")
        get_directory().remove(former.user_id)
        assert ask("taro@example.org") == []
        clock.shift(timedelta(days=4 * 366))
        assert ask(patron.email) == []

    def test_not_to_a_former_address(self, ask, patron):
        get_directory().change_email(patron, "new@example.org")
        assert ask("hanako@example.org") == []
        assert len(ask("new@example.org")) == 1

    def test_refuses_what_is_no_address(self, portal):
        with pytest.raises(EmailInvalid):
            ask_for_user_id("hanako", BIRTH, BROWSER)

    @pytest.mark.parametrize("email", ["hanako@example.org", "nobody@example.org"])
    def test_needs_a_sender_whoever_asks(self, portal, patron, email):
        portal.portal_registry["plone.email_from_address"] = None
        with pytest.raises(MailNotConfigured):
            ask_for_user_id(email, BIRTH, BROWSER)

    def test_is_audited_without_any_address(self, ask, patron):
        seen = []
        manager = getGlobalSiteManager()
        manager.registerHandler(seen.append, (AuditEvent,))
        try:
            ask(patron.email)
            ask("taro@example.org")
        finally:
            manager.unregisterHandler(seen.append, (AuditEvent,))
        asked = [e for e in seen if e.tag is AuditTag.USER_ID_ASKED]
        assert [e.details["matched"] for e in asked] == [True, False]
        assert "example.org" not in repr(seen)


class TestLimit:
    def test_an_account_gets_five_an_hour(self, ask, clock, patron):
        assert [len(ask(patron.email)) for _ in range(6)] == [1, 1, 1, 1, 1, 0]
        clock.shift(3600)
        assert len(ask(patron.email)) == 1

    def test_follows_the_settings(self, ask, patron):
        settings().reset_mails_hour = 1
        assert [len(ask(patron.email)) for _ in range(2)] == [1, 0]

    def test_is_apart_from_the_links_for_passwords(self, ask, patron, mails):
        for _ in range(6):
            ask_for_reset(patron.user_id, patron.email, BROWSER)
        assert len(ask(patron.email)) == 6

    def test_guessing_dates_uses_nothing_up(self, ask, patron):
        settings().limit_forgotten_mails = "1000/hour"
        for day in range(1, 29):
            ask(patron.email, date(1980, 2, day))
        assert len(ask(patron.email)) == 1
