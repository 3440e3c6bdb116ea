from datetime import timedelta
from ndl.registration.clock import today
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.notices.board import get_board
from ndl.registration.notices.mailing import send_mails
from ndl.registration.notices.write import withdraw_notice
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.record import PatronClass
from ndl.registration.settings import settings
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

import pytest
import time_machine
import transaction


@pytest.fixture(autouse=True)
def configured(site):
    return site


@pytest.fixture
def readers(site, make_patron):
    """Twelve patrons, one without an address, one expired, one official."""
    found = [make_patron(email=f"p{number}@example.org") for number in range(10)]
    found.append(make_patron(email=""))
    found.append(make_patron(email="old@example.org"))
    found[-1].end_after(today() - timedelta(days=1))
    found[0].change_class(PatronClass.OFFICIAL)
    transaction.commit()
    return found


def run(batch=5, kill_after=None):
    """What the command does; killed, it loses what it did not commit."""
    steps = 0
    while send_mails(batch) is not None:
        steps += 1
        if steps == kill_after:
            transaction.abort()
            return
        transaction.commit()


def receivers(mails):
    return sorted(mail["To"] for mail in mails)


class TestMailsToMany:
    def test_leave_by_the_command_and_not_by_the_request(self, readers, write, mails):
        write(by_mail=True)
        transaction.commit()
        assert not mails
        run()
        assert receivers(mails) == [f"p{number}@example.org" for number in range(10)]
        assert not get_board().mailings
        run()
        assert len(mails) == 10

    def test_go_to_the_audience_alone(self, readers, write, mails):
        write("", PatronClass.OFFICIAL, by_mail=True)
        transaction.commit()
        run()
        assert receivers(mails) == ["p0@example.org"]

    def test_of_a_killed_command_go_on_and_none_leaves_twice(
        self, readers, write, mails
    ):
        write(by_mail=True)
        transaction.commit()
        run(batch=3, kill_after=3)
        assert 0 < len(mails) < 10
        run(batch=3)
        assert receivers(mails) == [f"p{number}@example.org" for number in range(10)]

    def test_wait_for_the_first_day(self, readers, write, mails):
        begins = today() + timedelta(days=2)
        write(by_mail=True, begins=begins)
        transaction.commit()
        run()
        assert not mails
        with time_machine.travel(begins + timedelta(hours=12)):
            run()
        assert len(mails) == 10

    def test_of_a_withdrawn_notice_do_not_leave(self, readers, write, mails):
        notice = write(by_mail=True)
        withdraw_notice(notice.notice_id)
        transaction.commit()
        run()
        assert not mails

    def test_are_in_the_language_of_the_reader(self, site, make_patron, write, mails):
        make_patron(email="en@example.org", language="en")
        make_patron(email="ja@example.org", language="ja")
        write(by_mail=True)
        transaction.commit()
        run()
        english, japanese = mails.last("en@example.org"), mails.last("ja@example.org")
        assert "Closed on Friday" in english.get_content()
        assert "金曜日休館" in japanese.get_content()
        assert f"{settings().public_url}/notices" in english.get_content()

    def test_of_a_site_without_a_sender_wait(self, readers, write, mails):
        write(by_mail=True)
        getUtility(IRegistry)["plone.email_from_address"] = ""
        transaction.commit()
        with pytest.raises(MailNotConfigured):
            send_mails()
        assert get_board().mailings


class TestMailToOne:
    def test_leaves_with_the_notice(self, readers, write, mails):
        write(readers[3].user_id, by_mail=True)
        assert not mails
        transaction.commit()
        assert receivers(mails) == ["p3@example.org"]
        assert not get_board().mailings

    def test_waits_for_the_first_day(self, readers, write, mails):
        begins = today() + timedelta(days=2)
        write(readers[3].user_id, by_mail=True, begins=begins)
        transaction.commit()
        assert not mails
        with time_machine.travel(begins + timedelta(hours=12)):
            run()
            run()
        assert receivers(mails) == ["p3@example.org"]

    def test_without_an_address_is_none(self, readers, write, mails):
        write(readers[10].user_id, by_mail=True)
        transaction.commit()
        assert not mails


def test_all_patrons_come_after_one_another(readers):
    everybody = [patron.user_id for patron in get_directory().after("")]
    assert sorted(everybody) == sorted(patron.user_id for patron in readers)
    for number, user_id in enumerate(everybody):
        rest = [patron.user_id for patron in get_directory().after(user_id)]
        assert rest == everybody[number + 1 :]


def test_a_removed_patron_leaves_none(site, make_patron, write):
    patron = make_patron()
    notice = write(patron.user_id)
    write()
    site.acl_users.ndl_registration.doDeleteUser(patron.user_id)
    assert patron.user_id not in get_directory()
    assert get_board().get(notice.notice_id) is None
    assert len(list(get_board().newest())) == 1
