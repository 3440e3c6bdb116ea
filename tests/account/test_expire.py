from datetime import date
from datetime import timedelta
from ndl.registration.account.expire import expire_batch
from ndl.registration.account.expire import ExpiryStep
from ndl.registration.account.expire import file_former
from ndl.registration.account.expire import foresee
from ndl.registration.errors import Code
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.login.login import enter_password
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import sessions_of
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import get_identity
from ndl.registration.login.sources import PATRONS
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.patrons.calendar import CalendarEntry
from ndl.registration.patrons.calendar import get_calendar
from ndl.registration.patrons.directory import get_directory
from ndl.registration.settings import settings
from plone import api

import pytest
import time_machine
import transaction


START = "2027-01-10T03:00:00Z"
UNTIL = date(2030, 1, 10)


@pytest.fixture
def clock(portal):
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def user_id(clock, make_patron):
    made = make_patron().user_id
    transaction.commit()
    return made


@pytest.fixture
def run(clock, mails):
    """Runs the command's steps some days before or after the end of the validity."""

    def steps(days):
        day = UNTIL + timedelta(days=days)
        clock.move_to(f"{day.isoformat()}T03:00:00Z")
        file_former()
        done = []
        while True:
            looked_at, counted = expire_batch(2)
            transaction.commit()
            if not looked_at:
                return done
            done += counted.elements()

    return steps


def log_in(user_id):
    patron = get_directory()[user_id]
    get_directory().extend(patron)
    transaction.commit()


class TestSteps:
    def test_are_taken_on_their_days_once(self, run, user_id, mails):
        assert run(-200) == []
        assert run(-91) == []
        assert run(-90) == [ExpiryStep.FIRST_MAIL]
        assert run(-90) == run(-15) == []
        assert run(-14) == [ExpiryStep.SECOND_MAIL]
        assert run(-14) == run(0) == []
        assert run(1) == [ExpiryStep.EXPIRED]
        assert run(30) == []
        assert user_id in get_directory()
        assert run(31) == [ExpiryStep.ERASED]
        assert user_id not in get_directory()
        assert run(1000) == []
        assert len(mails) == 2

    def test_mails_tell_the_day_and_the_way(self, run, user_id, mails):
        run(-90)
        (mail,) = mails
        assert "有効期限のお知らせ" in mail["Subject"]
        assert "有効期限は2030年1月10日です" in mail.get_content()
        assert "https://library.example/portal/login" in mail.get_content()
        assert user_id in mail.get_content()

    def test_of_a_patron_who_was_away_are_not_made_up_for(self, run, user_id, mails):
        assert run(-5) == [ExpiryStep.SECOND_MAIL]
        assert len(mails) == 1
        assert run(100) == [ExpiryStep.ERASED]

    def test_begin_anew_after_a_login(self, run, user_id, mails):
        run(-90)
        log_in(user_id)
        assert run(-14) == run(1) == run(31) == []
        later = (get_directory()[user_id].valid_until - UNTIL).days
        assert run(later - 91) == []
        assert run(later - 90) == [ExpiryStep.FIRST_MAIL]

    def test_without_an_address_send_no_mail(self, run, clock, make_patron, mails):
        make_patron(email="")
        assert run(-14) == [ExpiryStep.SECOND_MAIL]
        assert len(mails) == 0

    def test_follow_a_shorter_period(self, run, user_id, clock):
        run(-1000)
        settings().validity_years = 1
        log_in(user_id)
        last = get_directory()[user_id].valid_until
        assert last < UNTIL
        assert run((last - UNTIL).days - 90) == [ExpiryStep.FIRST_MAIL]

    def test_find_those_from_before_the_calendar(self, run, user_id, mails):
        for entry in list(get_calendar().due(date.max)):
            get_calendar().drop(entry)
        get_calendar().filed_to = ""
        transaction.commit()
        assert run(-90) == [ExpiryStep.FIRST_MAIL]

    def test_are_not_taken_twice_for_two_entries(self, run, user_id, mails):
        for days in range(3):
            get_calendar().file(
                CalendarEntry(UNTIL - timedelta(days=91 + days), user_id)
            )
        assert run(-90) == [ExpiryStep.FIRST_MAIL]
        assert len(mails) == 1

    def test_are_taken_again_if_the_database_refuses(self, user_id, clock, mails):
        clock.move_to("2029-11-01T03:00:00Z")
        file_former()
        expire_batch()
        transaction.abort()
        assert len(mails) == 0
        assert expire_batch()[1] == {ExpiryStep.FIRST_MAIL: 1}
        transaction.commit()
        assert len(mails) == 1

    def test_wait_for_a_mail_server(self, run, user_id):
        registry = api.portal.get_tool("portal_registry")
        registry["plone.email_from_address"] = None
        transaction.commit()
        with pytest.raises(MailNotConfigured):
            run(-90)
        transaction.abort()
        assert get_directory()[user_id].expiry_mark is None


class TestForeseeing:
    def test_changes_nothing(self, run, user_id, clock, mails):
        run(-200)
        clock.move_to("2029-11-01T03:00:00Z")
        for _time in range(2):
            assert list(foresee()) == [ExpiryStep.FIRST_MAIL]
        assert get_directory()[user_id].expiry_mark is None

    def test_looks_at_all_before_they_are_filed(self, user_id, clock):
        get_calendar().filed_to = ""
        clock.move_to("2030-01-12T03:00:00Z")
        assert list(foresee()) == [ExpiryStep.EXPIRED]


class TestExpired:
    def test_ends_the_sessions_and_is_audited(self, run, user_id, audited):
        ticket = open_session(get_identity(PATRONS, user_id), Strength.CODE)
        assert find_session(ticket)
        run(1)
        assert AuditTag.PATRON_EXPIRED in [event.tag for event in audited]
        assert not sessions_of(user_id)

    def test_is_told_at_the_login_until_it_is_erased(self, run, user_id, password):
        run(1)
        client = Client("test")
        refused = enter_password(user_id, password, client)
        assert refused.reason.code is Code.REGISTRATION_EXPIRED
        assert "register again" in refused.reason.message
        run(31)
        refused = enter_password(user_id, password, client)
        assert refused.reason.code is Code.CREDENTIALS_WRONG

    def test_frees_the_address_and_spares_the_new_holder(
        self, run, user_id, make_patron
    ):
        run(1)
        new = make_patron()
        transaction.commit()
        assert run(31) == [ExpiryStep.ERASED]
        assert get_directory().find_by_email(new.email) is new
