"""What is left of a patron goes by the schedule, in batches."""

from ndl.registration.account.application_steps import withdraw_application
from ndl.registration.account.deregister import remove_patron
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.desk import get_desk
from ndl.registration.review.index import get_index
from ndl.registration.review.remains import count_due_remains
from ndl.registration.review.remains import erase_remains
from ndl.registration.review.submit import submit_application
from ndl.registration.settings import settings

import pytest
import time_machine
import transaction


@pytest.fixture
def former(portal, make_patron, pictures):
    """User IDs of patrons who left on this day with two applications each."""
    ids = []
    with time_machine.travel("2026-03-02T03:00:00Z", tick=False):
        for number in range(3):
            patron = make_patron(email=f"p{number}@example.org")
            first = submit_application(patron, pictures)
            withdraw_application(patron, first.getId())
            submit_application(patron, pictures)
            ids.append(patron.user_id)
        stays = make_patron(email="stays@example.org")
        submit_application(stays, pictures)
        for user_id in ids:
            patron = get_directory()[user_id]
            remove_patron(patron, AuditTag.PATRON_DEREGISTERED)
        transaction.savepoint()
    return ids


def at(day):
    return time_machine.travel(f"{day}T03:00:00Z", tick=False)


@pytest.mark.usefixtures("portal", "mails")
class TestRemains:
    def test_stay_until_their_day_and_go_in_batches(self, former, audited):
        settings().remains_days = 100
        desk = get_desk()
        with at("2026-06-09"):
            assert count_due_remains() == 0
            assert erase_remains() == (0, 0)
        with at("2026-06-10"):
            assert count_due_remains() == 3
            assert erase_remains(2) == (2, 4)
            assert count_due_remains() == 1
            assert erase_remains(2) == (1, 2)
            assert erase_remains(2) == (0, 0)
        assert not any(desk.ids_of(user_id) for user_id in former)
        (left,) = desk.objectIds()
        assert sum(get_index().counts().values()) == 1, left
        tags = [event.tag for event in audited]
        assert tags.count(AuditTag.APPLICATION_ERASED) == 6
        erased = next(e for e in audited if e.tag is AuditTag.APPLICATION_ERASED)
        assert erased.user_id == former[0] or erased.user_id in former

    def test_of_somebody_without_applications_are_none(self, make_patron):
        remove_patron(make_patron(), AuditTag.PATRON_DEREGISTERED)
        with at("2040-01-01"):
            assert count_due_remains() == 0
