from .conftest import become
from .conftest import later
from ndl.registration.review import decide
from ndl.registration.review.due import Due
from ndl.registration.review.due import find_due
from ndl.registration.review.due import take_due_step
from ndl.registration.review.errors import NotYours
from ndl.registration.review.errors import SecondEditorNeeded
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.errors import UndoTooLate
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import State
from ndl.registration.review.states import state_for_patron
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from transaction import commit

import pytest


def nothing_has_come_of_it(applicant, mails):
    commit()
    return not applicant.is_official and not applicant.notices and not mails


class TestSecondLook:
    @pytest.fixture(autouse=True)
    def always(self, waiting):
        settings().second_look_percent = 100

    def test_another_editor_decides(self, waiting, applicant, mails):
        decide.verify(waiting, token_of(waiting))
        assert state_of(waiting) is State.SECOND_LOOK
        assert state_for_patron(waiting) is State.IN_REVIEW
        assert nothing_has_come_of_it(applicant, mails)
        seen = token_of(waiting)
        for act in (
            lambda: decide.verify(waiting, seen),
            lambda: decide.decline(waiting, ("under-age",), "", seen),
            lambda: decide.claim(waiting, seen),
        ):
            with pytest.raises(SecondEditorNeeded):
                act()
        tool = api.portal.get_tool("portal_workflow")
        with pytest.raises(WorkflowException, match="Another editor"):
            tool.doActionFor(waiting, "verify")
        become("editor-b")
        decide.claim(waiting, token_of(waiting))
        decide.release(waiting, token_of(waiting))
        assert state_of(waiting) is State.SECOND_LOOK
        decide.decline(waiting, ("no-back",), "Both.", token_of(waiting))
        commit()
        assert state_of(waiting) is State.DECLINED
        assert (waiting.decided_by, waiting.note) == ("editor-b", "Both.")
        assert [one.kind for one in applicant.notices] == ["application-declined"]
        assert len(mails) == 1

    def test_holds_for_the_tool_as_well(self, waiting, applicant, mails):
        api.content.transition(waiting, "verify")
        assert state_of(waiting) is State.SECOND_LOOK
        assert nothing_has_come_of_it(applicant, mails)
        become("editor-b")
        api.content.transition(waiting, "verify")
        assert state_of(waiting) is State.VERIFIED
        assert applicant.is_official

    def test_is_drawn_with_the_share_of_the_settings(self, waiting, monkeypatch):
        drawn = []
        monkeypatch.setattr(
            "ndl.registration.review.effect.secrets.randbelow",
            lambda below: drawn.append(below) or 30,
        )
        settings().second_look_percent = 30
        decide.verify(waiting, token_of(waiting))
        assert state_of(waiting) is State.VERIFIED
        assert drawn == [100]


class TestUndo:
    @pytest.fixture(autouse=True)
    def decided(self, waiting):
        settings().undo_minutes = 5
        decide.decline(waiting, ("no-back",), "裏面", token_of(waiting))

    def test_the_decision_takes_effect_afterwards(self, waiting, applicant, mails):
        assert state_of(waiting) is State.DECIDED
        assert not waiting.reasons
        assert nothing_has_come_of_it(applicant, mails)
        number = waiting.getId()
        with later(4):
            assert find_due() == []
            assert take_due_step(number) is None
        with later(5):
            for step in (decide.claim, decide.verify):
                with pytest.raises(StepImpossible):
                    step(waiting, token_of(waiting))
            with pytest.raises(UndoTooLate):
                decide.undo(waiting, token_of(waiting))
            assert find_due() == [number]
            assert take_due_step(number) is Due.DECISION
            commit()
            assert take_due_step(number) is None
        assert state_of(waiting) is State.DECLINED
        assert waiting.decided_by == "editor"
        assert (waiting.reasons, waiting.note) == (("no-back",), "裏面")
        assert waiting.wrong_parts == ("second-image",)
        assert waiting.decision is None
        assert len(mails) == len(applicant.notices) == 1

    def test_is_undone_by_its_editor_or_a_manager(self, waiting, applicant, mails):
        become("editor-b")
        with pytest.raises(NotYours):
            decide.undo(waiting, token_of(waiting))
        become("boss")
        decide.undo(waiting, token_of(waiting))
        assert state_of(waiting) is State.IN_REVIEW
        assert claimed_by(waiting) == "boss"
        with later(10):
            assert take_due_step(waiting.getId()) is None
        assert nothing_has_come_of_it(applicant, mails)
        settings().undo_minutes = 0
        decide.verify(waiting, token_of(waiting))
        assert applicant.is_official

    def test_patron_withdraws_meanwhile(self, waiting, applicant, mails):
        decide.withdraw(waiting)
        with later(10):
            assert find_due() == []
        assert nothing_has_come_of_it(applicant, mails)


def test_lapsed_claim_is_released(waiting):
    decide.claim(waiting, token_of(waiting))
    with later(settings().claim_minutes + 1):
        assert take_due_step(waiting.getId()) is Due.CLAIM
    assert state_of(waiting) is State.SUBMITTED
