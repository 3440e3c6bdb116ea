from .conftest import become
from .conftest import later
from ndl.registration.account.application_steps import answer_question
from ndl.registration.account.my_application import my_applications
from ndl.registration.account.my_application import UnknownApplication
from ndl.registration.review import decide
from ndl.registration.review.due import Due
from ndl.registration.review.due import find_due
from ndl.registration.review.due import take_due_step
from ndl.registration.review.errors import AnswerMissing
from ndl.registration.review.errors import NoteTooLong
from ndl.registration.review.errors import QuestionMissing
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings
from transaction import commit

import pytest


DAY = 24 * 60


@pytest.fixture
def asked(waiting, mails):
    decide.ask(waiting, " The back, please. ", token_of(waiting))
    commit()
    return waiting


def test_the_answer_comes_back_to_the_editor(asked, applicant, pictures, mails):
    assert state_of(asked) is State.INFORMATION_NEEDED
    assert not asked.is_decided
    (mail,) = mails
    assert "The back" not in mail.get_content()
    assert [one.fact("note") for one in applicant.notices] == ["The back, please."]
    (mine,) = my_applications(applicant)
    assert mine.question == "The back, please."
    become("editor-b")
    number = asked.getId()
    with pytest.raises(AnswerMissing):
        answer_question(applicant, number, " ")
    with pytest.raises(NoteTooLong):
        answer_question(applicant, number, "x" * 2001)
    with pytest.raises(UnknownApplication):
        answer_question(applicant, "A0", "Here.")
    answer_question(applicant, number, "Here.", pictures)
    assert state_of(asked) is State.IN_REVIEW
    assert claimed_by(asked) == "editor"
    assert len(asked.pictures_held()) == 2
    (question,) = asked.questions
    assert (question.answer, question.pictures) == ("Here.", 1)
    with pytest.raises(StepImpossible):
        answer_question(applicant, number, "Again.")
    with later(settings().claim_minutes + 1):
        assert claimed_by(asked) == "editor"
    with later(10 * DAY):
        assert claimed_by(asked) == ""
    become("editor")
    decide.verify(asked, token_of(asked))
    assert applicant.is_official


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_is_asked_without_words(waiting, text):
    with pytest.raises(QuestionMissing):
        decide.ask(waiting, text, token_of(waiting))
    assert state_of(waiting) is State.SUBMITTED


def test_lapses_into_declined(asked, applicant, mails):
    number = asked.getId()
    with later((settings().answer_days - 1) * DAY):
        assert find_due() == []
    with later((settings().answer_days + 1) * DAY):
        assert find_due() == [number]
        assert take_due_step(number) is Due.QUESTION
        commit()
        with pytest.raises(StepImpossible):
            answer_question(applicant, number, "Late.")
    assert state_of(asked) is State.DECLINED
    assert asked.reasons == ("no-answer",)
    assert len(mails) == 2
