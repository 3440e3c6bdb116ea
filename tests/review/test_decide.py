from ndl.registration.events import AuditEvent
from ndl.registration.events import PatronClassChanged
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.notices.personal import has_unread
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review import decide
from ndl.registration.review.errors import NoteMissing
from ndl.registration.review.errors import OwnApplication
from ndl.registration.review.errors import PatronGone
from ndl.registration.review.errors import ReasonMissing
from ndl.registration.review.errors import StalePage
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings
from plone import api
from plone.app.testing import login
from plone.app.testing import TEST_USER_NAME
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.component import getGlobalSiteManager

import pytest


pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def events():
    seen = []
    manager = getGlobalSiteManager()
    kinds = (AuditEvent, PatronClassChanged)
    for kind in kinds:
        manager.registerHandler(seen.append, (kind,))
    yield seen
    for kind in kinds:
        manager.unregisterHandler(seen.append, (kind,))


@pytest.fixture
def patron(make_patron):
    return make_patron(language="en")


@pytest.fixture
def application(patron, make_application, editor):
    return make_application(patron)


class TestClaim:
    def test_and_release(self, application):
        decide.claim(application, token_of(application))
        assert state_of(application) is State.IN_REVIEW
        assert claimed_by(application) == "editor"
        decide.release(application, token_of(application))
        assert state_of(application) is State.SUBMITTED
        assert claimed_by(application) == ""


class TestVerify:
    def test_makes_the_patron_official(self, application, patron, events):
        decide.verify(application, token_of(application))
        assert patron.is_official
        assert state_of(application) is State.VERIFIED
        assert application.decided_by == "editor"
        assert PatronClassChanged(patron.user_id, upward=True) in events
        tags = [e.tag.value for e in events if isinstance(e, AuditEvent)]
        assert tags == ["patron:class:changed", "application:verified"]

    def test_by_rest_or_script_has_the_same_effect(self, application, patron):
        api.content.transition(application, "verify")
        assert patron.is_official

    def test_patron_gone_meanwhile(self, application, patron):
        get_directory().remove(patron.user_id)
        with pytest.raises(PatronGone):
            decide.verify(application, token_of(application))
        assert state_of(application) is State.SUBMITTED

    def test_patron_without_address(self, editor, make_patron, make_application):
        patron = make_patron(email="")
        application = make_application(patron)
        decide.verify(application, token_of(application))
        assert patron.is_official
        (notice,) = patron.notices
        assert notice.kind == "application-verified"
        assert has_unread(patron)


class TestDecline:
    def test_leaves_a_notice_with_the_reasons(self, application, patron):
        decide.decline(
            application, ("no-back", "other"), " 裏面も。 ", token_of(application)
        )
        assert state_of(application) is State.DECLINED
        assert not patron.is_official
        assert has_unread(patron)
        (notice,) = patron.notices
        assert notice.kind == "application-declined"
        assert notice.fact("reasons") == ("no-back", "other")
        assert notice.fact("note") == "裏面も。"
        assert notice.fact("application") == application.getId()

    @pytest.mark.parametrize("note", ["", " \n"])
    def test_for_a_reason_that_refers_to_a_note_without_one(self, application, note):
        reasons = ("no-back", "other")
        with pytest.raises(NoteMissing):
            decide.decline(application, reasons, note, token_of(application))
        assert state_of(application) is State.SUBMITTED

    @pytest.mark.parametrize("reasons", [(), ("nonsense",)])
    def test_without_a_known_reason(self, application, reasons):
        with pytest.raises(ReasonMissing):
            decide.decline(application, reasons, "note", token_of(application))
        assert state_of(application) is State.SUBMITTED

    def test_without_a_reason_on_other_ways(self, application):
        tool = api.portal.get_tool("portal_workflow")
        with pytest.raises(WorkflowException, match="at least one reason"):
            tool.doActionFor(application, "decline")
        with pytest.raises(WorkflowException):
            tool.doActionFor(application, "decline", reasons="missing")
        assert state_of(application) is State.SUBMITTED


class TestRefused:
    def test_page_that_was_overtaken(self, application):
        seen = token_of(application)
        decide.claim(application, seen)
        with pytest.raises(StalePage):
            decide.verify(application, seen)
        assert state_of(application) is State.IN_REVIEW

    def test_page_from_before_claim_and_release(self, application):
        seen = token_of(application)
        decide.claim(application, seen)
        decide.release(application, token_of(application))
        with pytest.raises(StalePage):
            decide.verify(application, seen)

    def test_decided_is_decided(self, application):
        decide.verify(application, token_of(application))
        with pytest.raises(StepImpossible):
            decide.decline(application, ("missing",), "", token_of(application))

    def test_editor_with_the_address_of_the_patron(
        self, editor, make_patron, make_application
    ):
        patron = make_patron(email="Editor@ndl.example")
        application = make_application(patron)
        with pytest.raises(OwnApplication):
            decide.verify(application, token_of(application))
        with pytest.raises(WorkflowException):
            api.portal.get_tool("portal_workflow").doActionFor(application, "verify")
        assert not patron.is_official

    def test_patron_who_is_an_editor(self, portal, application, patron):
        application.patron_id = "editor"
        with pytest.raises(OwnApplication):
            decide.claim(application, token_of(application))

    def test_without_the_right_to_review(self, portal, application):
        login(portal, TEST_USER_NAME)
        for step in (decide.claim, decide.verify):
            with pytest.raises(StepImpossible):
                step(application, token_of(application))

    @pytest.mark.parametrize("step", ["verify", "decline"])
    def test_nothing_is_decided_when_no_mail_can_be_sent(self, application, step):
        settings().public_url = ""
        tool = api.portal.get_tool("portal_workflow")
        with pytest.raises(MailNotConfigured):
            decide.verify(application, token_of(application))
        with pytest.raises(WorkflowException):
            tool.doActionFor(application, step, reasons=("missing",))
        assert state_of(application) is State.SUBMITTED

    @pytest.mark.parametrize("step", ["verify", "decline"])
    def test_nothing_is_decided_when_no_mail_can_be_queued(
        self, application, patron, step, monkeypatch
    ):
        monkeypatch.setattr("ndl.registration.mail.compose.takes_mails", bool)
        tool = api.portal.get_tool("portal_workflow")
        with pytest.raises(MailNotConfigured):
            decide.verify(application, token_of(application))
        with pytest.raises(WorkflowException):
            tool.doActionFor(application, step, reasons=("missing",))
        assert state_of(application) is State.SUBMITTED
        assert not patron.is_official
        assert not patron.notices


class TestPossibleSteps:
    def test_of_an_editor(self, application):
        assert set(decide.possible_steps(application)) == {
            ReviewStep.ASK,
            ReviewStep.CLAIM,
            ReviewStep.VERIFY,
            ReviewStep.DECLINE,
        }

    def test_of_somebody_else(self, portal, application):
        login(portal, TEST_USER_NAME)
        assert decide.possible_steps(application) == []
