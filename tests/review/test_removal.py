from datetime import timedelta
from ndl.registration.documents.stored import PictureErased
from ndl.registration.events import PatronRemoved
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review import decide
from ndl.registration.review.errors import PatronGone
from ndl.registration.review.queue import applications_of
from ndl.registration.review.queue import count_applications
from ndl.registration.review.queue import count_late
from ndl.registration.review.retention import count_due_pictures
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.event import notify

import pytest
import time_machine


pytestmark = pytest.mark.usefixtures("portal", "editor")

PERSON = ("国立", "花子", "コクリツ", "1990-04-01", "永田町", "+81312345678")


@pytest.fixture
def patron(make_patron):
    return make_patron(language="en")


@pytest.fixture
def application(patron, make_application):
    return make_application(patron)


@pytest.fixture
def remove(patron):
    def delete():
        with api.env.adopt_roles(["Manager"]):
            api.user.delete(username=patron.user_id)

    return delete


class TestApplicationIsDeleted:
    def test_keys_of_its_pictures_go_first(self, application):
        (picture,) = application.pictures_held()
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(application)
        with pytest.raises(PictureErased):
            picture.read()


class TestPatronIsRemoved:
    def test_forgets_the_person(self, application, remove):
        assert all(word in repr(vars(application)) for word in PERSON)
        remove()
        assert application.pictures_held() == ()
        text = repr(vars(application))
        assert not [word for word in PERSON if word in text]

    def test_forgets_what_was_written_to_the_person(self, application, remove):
        seen = token_of(application)
        decide.decline(application, ("other",), "国立様、裏面もお願いします。", seen)
        decided_at = application.decided_at
        remove()
        assert "国立" not in repr(vars(application))
        assert state_of(application) is State.DECLINED
        assert application.reasons == ("other",)
        assert application.decided_at == decided_at

    @pytest.mark.parametrize("claimed", [False, True])
    def test_withdraws_what_waits(self, application, remove, audited, claimed):
        if claimed:
            decide.claim(application, token_of(application))
        remove()
        assert state_of(application) is State.WITHDRAWN
        assert "application:withdrawn" in [event.tag.value for event in audited]
        counts = count_applications()
        assert counts[State.WITHDRAWN] == 1
        assert counts[State.SUBMITTED] == counts[State.IN_REVIEW] == 0

    def test_is_never_late_afterwards(self, application, remove):
        with time_machine.travel(application.submitted_at + timedelta(days=90)):
            assert count_late() == 1
            remove()
            assert count_late() == 0

    def test_leaves_no_pictures_due(self, application, remove):
        decide.verify(application, token_of(application))
        settings().picture_days = 0
        assert count_due_pictures() == 1
        remove()
        assert count_due_pictures() == 0

    def test_keeps_whose_it_was_by_number_alone(self, application, patron, remove):
        submitted_at = application.submitted_at
        remove()
        (kept,) = applications_of(patron.user_id)
        assert kept.submitted_at == submitted_at

    def test_of_somebody_without_applications(self):
        notify(PatronRemoved("E000000000"))


class TestNobodyIsLeft:
    @pytest.fixture
    def orphan(self, application, patron):
        get_directory().remove(patron.user_id)
        return application

    def test_every_decision_is_refused(self, orphan):
        seen = token_of(orphan)
        with pytest.raises(PatronGone):
            decide.verify(orphan, seen)
        with pytest.raises(PatronGone):
            decide.claim(orphan, seen)
        with pytest.raises(PatronGone):
            decide.decline(orphan, ("under-age",), "", seen)

    def test_by_rest_or_script_as_well(self, orphan):
        tool = api.portal.get_tool("portal_workflow")
        with pytest.raises(WorkflowException, match="no longer registered"):
            tool.doActionFor(orphan, "verify")

    def test_no_decision_is_offered(self, orphan):
        assert not {ReviewStep.VERIFY, ReviewStep.DECLINE, ReviewStep.CLAIM} & set(
            decide.possible_steps(orphan)
        )
