"""What an editor has seen counts for one application, as it was."""

from dataclasses import replace
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review import decide
from ndl.registration.review.errors import StalePage
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of

import pytest
import time_machine


pytestmark = pytest.mark.usefixtures("portal", "editor")


@pytest.fixture
def patron(make_patron):
    return make_patron()


@pytest.fixture
def application(make_application, patron):
    return make_application(patron)


def of_another(application, make_application):
    return token_of(make_application(email="else@example.org"))


def of_nothing(application, make_application):
    return ""


def before_a_step(application, make_application):
    seen = token_of(application)
    decide.claim(application, seen)
    return seen


def before_a_claim_and_release(application, make_application):
    seen = before_a_step(application, make_application)
    decide.release(application, token_of(application))
    return seen


def before_another_name(application, make_application):
    seen = token_of(application)
    directory = get_directory()
    patron = directory[application.patron_id]
    directory.update(patron, replace(patron.person, family_name="別人"))
    return seen


@pytest.mark.parametrize(
    "mark",
    [
        of_another,
        of_nothing,
        before_a_step,
        before_a_claim_and_release,
        before_another_name,
    ],
)
@pytest.mark.parametrize("step", ["verify", "decline"])
def test_decides_nothing(application, make_application, patron, mark, step):
    seen = mark(application, make_application)
    state = state_of(application)
    values = {"reasons": ("under-age",), "note": ""} if step == "decline" else {}
    with pytest.raises(StalePage):
        getattr(decide, step)(application, seen=seen, **values)
    assert state_of(application) is state
    assert not patron.is_official


def test_of_the_application_decides(application, patron):
    decide.verify(application, token_of(application))
    assert state_of(application) is State.VERIFIED


def test_a_login_changes_nothing(application, patron):
    seen = token_of(application)
    patron.extend()
    assert token_of(application) == seen


def test_of_the_same_person_at_the_same_moment(make_application, make_patron):
    with time_machine.travel("2036-11-21T03:00:00Z", tick=False):
        one = make_application(make_patron())
        other = make_application(make_patron(email="else@example.org"))
    assert token_of(one) != token_of(other)
    with pytest.raises(StalePage):
        decide.verify(one, seen=token_of(other))
