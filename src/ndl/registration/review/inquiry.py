"""Questions of editors to the patron, and the answers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.clock import today
from ndl.registration.current_user import current_user_id
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import Question
from ndl.registration.review.decision import words_in
from ndl.registration.review.messages import asked_message
from ndl.registration.review.messages import deliver
from ndl.registration.review.reader import read_soon
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.settings import settings
from typing import Any


def open_question(application: RegistrationApplication) -> Question | None:
    """The question that the patron has yet to answer; None if there is none."""
    if state_of(application) is not State.INFORMATION_NEEDED:
        return None
    return application.questions[-1] if application.questions else None


def answer_day() -> date:
    """The last day to answer a question asked today."""
    return today() + timedelta(days=settings().answer_days)


def put_question(
    application: RegistrationApplication, values: Mapping[str, Any]
) -> None:
    """Store the question, and inform the patron."""
    text = words_in(values, "question")
    due = answer_day()
    editor = current_user_id()
    application.questions += (Question(text, editor, now(), due),)
    patron = get_directory()[application.patron_id]
    deliver(patron, asked_message(patron, application.getId(), text, due))


def take_answer(
    application: RegistrationApplication, values: Mapping[str, Any]
) -> None:
    """Store the patron's answer with the question."""
    pictures = tuple(values.get("pictures") or ())
    application.add_pictures(pictures)
    if pictures:
        read_soon(application)
    if not application.questions:
        return
    *earlier, asked = application.questions
    answered = replace(
        asked,
        answer=words_in(values, "answer"),
        answered=now(),
        pictures=len(pictures),
    )
    application.questions = (*earlier, answered)
