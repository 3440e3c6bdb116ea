"""What is due is found by its moment, and nothing else is loaded."""

from .conftest import become
from .conftest import later
from datetime import timedelta
from ndl.registration.account.application_steps import answer_question
from ndl.registration.clock import now
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review import decide
from ndl.registration.review.claims import hold
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.desk import get_desk
from ndl.registration.review.due import count_overdue
from ndl.registration.review.due import Due
from ndl.registration.review.due import find_due
from ndl.registration.review.due import take_due_step
from ndl.registration.review.entry import entry_of
from ndl.registration.review.index import get_index
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings
from plone import api
from plone.app.testing import applyProfile
from transaction import commit
from zope.lifecycleevent import modified

import pytest
import time_machine


HOUR = 60
DAY = 24 * HOUR
UNDO = 10


@pytest.fixture(autouse=True)
def site(functional_portal, colleagues, mails):
    settings().claim_minutes = 30
    settings().undo_minutes = UNDO
    settings().answer_days = 7
    return functional_portal


@pytest.fixture
def make(make_application):
    """Submits an application and takes a step."""
    count = iter(range(100))

    def submit(step=None, *values):
        made = make_application(email=f"p{next(count)}@example.org")
        if step is not None:
            step(made, *values, token_of(made))
        commit()
        return made

    return submit


@pytest.fixture
def loaded(site):
    """Numbers of the applications that a call loads."""

    def load(call):
        site._p_jar.cacheMinimize()
        call()
        objects = [each for _oid, each in site._p_jar._cache.lru_items()]
        return {
            each.getId()
            for each in objects
            if isinstance(each, RegistrationApplication)
        }

    return load


class TestFind:
    def test_all_kinds_by_their_moments_without_loading_any(self, make, loaded):
        claimed = [make(decide.claim) for _one in range(3)]
        asked = [make(decide.ask, "The back?") for _one in range(3)]
        decided = [make(decide.verify) for _one in range(3)]
        make()
        numbers = [{one.getId() for one in made} for made in (decided, claimed, asked)]
        for minutes, kinds in ((1, 0), (15, 1), (45, 2), (8 * DAY, 3)):
            with later(minutes):
                assert loaded(find_due) == set()
                found = find_due()
                assert sorted(found) == sorted(set().union(*numbers[:kinds]))
        with later(8 * DAY):
            steps = [take_due_step(one[0].getId()) for one in (claimed, asked, decided)]
        assert steps == [Due.CLAIM, Due.QUESTION, Due.DECISION]

    def test_overdue_decisions_are_counted_without_loading_any(self, make, loaded):
        for _one in range(3):
            make(decide.claim)
            make(decide.verify)
        grace = timedelta(minutes=15)
        with later(UNDO + 14):
            assert count_overdue(grace) == 0
        with later(UNDO + 16):
            assert count_overdue(grace) == 3
            assert loaded(lambda: count_overdue(grace)) == set()

    def test_step_is_due_with_its_moment(self, make):
        with time_machine.travel("2030-03-04T03:00:00Z", tick=False):
            number = make(decide.verify).getId()
        for moment, found in (("03:09:59.9Z", []), ("03:10:00Z", [number])):
            with time_machine.travel(f"2030-03-04T{moment}", tick=False):
                assert find_due() == found

    def test_question_lapses_with_the_day_of_the_site(self, make):
        with time_machine.travel("2030-03-04T03:00:00Z", tick=False):
            number = make(decide.ask, "The back?").getId()
        for zone, night in (("Asia/Tokyo", "11T15"), ("Europe/London", "12T00")):
            api.portal.set_registry_record("plone.portal_timezone", zone)
            end = time_machine.travel(f"2030-03-{night}:00:00Z", tick=False)
            with end as clock:
                assert find_due() == [number]
                clock.shift(-1)
                assert find_due() == []


class TestFollows:
    def test_claim_that_is_renewed(self, make):
        application = make(decide.claim)
        with later(20):
            hold(application)
        with later(45):
            assert find_due() == []
        with later(51):
            assert find_due() == [application.getId()]

    def test_renewal_writes_little(self, site, make):
        application = make(decide.claim)
        with later(20):
            hold(application)
        written = {type(one).__name__ for one in site._p_jar._registered_objects}
        assert written == {"RegistrationApplication", "_Rows", "_Keys"}

    def test_claim_that_another_takes_over(self, make):
        application = make(decide.claim)
        become("boss")
        with later(20):
            decide.take_over(application, token_of(application))
        with later(45):
            assert find_due() == []

    def test_what_ends_before_its_time(self, make, pictures):
        released, verified = make(decide.claim), make(decide.claim)
        undone, withdrawn = make(decide.verify), make(decide.verify)
        answered, removed = (make(decide.ask, "The back?") for _one in range(2))
        deleted = make(decide.claim)
        decide.release(released, token_of(released))
        settings().undo_minutes = 0
        decide.verify(verified, token_of(verified))
        decide.undo(undone, token_of(undone))
        decide.withdraw(withdrawn)
        patron = get_directory()[answered.patron_id]
        answer_question(patron, answered.getId(), "Here.", pictures)
        with api.env.adopt_roles(["Manager"]):
            api.user.delete(username=removed.patron_id)
            api.content.delete(deleted, check_linkintegrity=False)
        with later(UNDO + 1):
            assert find_due() == []
        with later(9 * DAY):
            assert sorted(find_due()) == sorted([undone.getId(), answered.getId()])

    def test_step_that_was_taken(self, make):
        application = make(decide.claim)
        with later(HOUR):
            assert take_due_step(application.getId()) is Due.CLAIM
            assert find_due() == []

    def test_claim_of_nobody_is_over_at_once(self, make):
        application = make(decide.claim)
        application.hold_for("", None)
        modified(application)
        assert find_due() == [application.getId()]

    def test_settings_hold_for_what_begins_later(self, make):
        application = make(decide.verify)
        settings().undo_minutes = 4 * HOUR
        with later(UNDO):
            assert find_due() == [application.getId()]

    def test_what_changed_while_the_add_on_was_removed(self, site, make):
        application = make(decide.claim)
        applyProfile(site, "ndl.registration:uninstall")
        application.hold_for("editor", now() + timedelta(hours=2))
        applyProfile(site, "ndl.registration:default")
        with later(45):
            assert find_due() == []
        with later(2 * HOUR + 1):
            assert find_due() == [application.getId()]

    def test_entries_say_what_applications_say(self, make):
        application = make(decide.claim)
        with later(20):
            hold(application)
        index = get_index()
        for one in get_desk().objectValues():
            assert index.get(one.getId()) == entry_of(one)
        assert now() < application.held_until
