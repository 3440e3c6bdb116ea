from .conftest import become
from .conftest import later
from ndl.registration.dates import moment_in
from ndl.registration.review import decide
from ndl.registration.review.claims import hold
from ndl.registration.review.decide import possible_steps
from ndl.registration.review.errors import ClaimedByOther
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException

import pytest


pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def application(make_application, colleagues):
    """An application that `editor` has claimed."""
    made = make_application()
    decide.claim(made, token_of(made))
    return made


def test_leaves_the_decision_to_one_editor(application):
    become("editor-b")
    seen = token_of(application)
    for act in (
        lambda: decide.claim(application, seen),
        lambda: decide.release(application, seen),
        lambda: decide.verify(application, seen),
        lambda: decide.decline(application, ("under-age",), "", seen),
        lambda: hold(application),
    ):
        with pytest.raises(ClaimedByOther) as refused:
            act()
        assert refused.value.message.mapping["editor"] == "editor"
        until = moment_in(application.held_until, "en")
        assert refused.value.message.mapping["time"] == until
    with pytest.raises(WorkflowException, match="editor is working on this"):
        api.portal.get_tool("portal_workflow").doActionFor(application, "verify")
    assert possible_steps(application) == []
    assert state_of(application) is State.IN_REVIEW


def test_lapses_and_is_renewed_by_work(application):
    length = settings().claim_minutes
    with later(length - 1):
        hold(application)
    with later(length + 1):
        assert claimed_by(application) == "editor"
    with later(2 * length):
        assert claimed_by(application) == ""
        become("editor-b")
        with pytest.raises(StepImpossible):
            hold(application)
        decide.claim(application, token_of(application))
        assert claimed_by(application) == "editor-b"
        become("editor")
        with pytest.raises(ClaimedByOther):
            hold(application)


def test_own_claim_that_lapsed_is_renewed_unless_somebody_was_faster(application):
    with later(settings().claim_minutes + 1):
        hold(application)
        assert claimed_by(application) == "editor"
        decide.verify(application, token_of(application))
    assert claimed_by(application) == ""


def test_a_manager_takes_it_over(application):
    seen = token_of(application)
    become("editor-b")
    with pytest.raises(StepImpossible):
        decide.take_over(application, seen)
    become("boss")
    with pytest.raises(ClaimedByOther):
        decide.verify(application, seen)
    decide.take_over(application, seen)
    assert claimed_by(application) == "boss"
    become("editor")
    with pytest.raises(ClaimedByOther) as refused:
        decide.verify(application, seen)
    assert refused.value.message.mapping["editor"] == "boss"
    become("boss")
    with pytest.raises(StepImpossible):
        decide.take_over(application, token_of(application))
    decide.verify(application, token_of(application))


def test_the_patron_withdraws_meanwhile(application):
    become("editor-b")
    decide.withdraw(application)
    assert state_of(application) is State.WITHDRAWN
    assert claimed_by(application) == ""
