"""Patrons' steps in the review: withdraw an application, answer a question."""

from collections.abc import Sequence
from ndl.registration.account.my_application import own_application
from ndl.registration.documents.accept import Picture
from ndl.registration.notices.personal import add_notice
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.decide import answer
from ndl.registration.review.decide import withdraw
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.inquiry import open_question
from ndl.registration.review.messages import send
from ndl.registration.review.messages import withdrawn_mail
from ndl.registration.review.states import is_open
from ndl.registration.review.states import state_of


NOTICE_WITHDRAWN = "application-withdrawn"


def withdraw_application(patron: Patron, number: str) -> None:
    """Withdraw the patron's application and erase its pictures at once.

    A mail confirms it, or a notice if the patron has no address. Raises
    UnknownApplication, MailNotConfigured, and StepImpossible after the decision.
    """
    application = own_application(patron, number)
    if not is_open(state_of(application)):
        raise StepImpossible
    message = withdrawn_mail(patron)
    withdraw(application)
    if message is None:
        add_notice(patron, NOTICE_WITHDRAWN, application=number)
    send(message)


def require_question(patron: Patron, number: str) -> None:
    """Raise UnknownApplication, or StepImpossible if no question is open."""
    if open_question(own_application(patron, number)) is None:
        raise StepImpossible


def answer_question(
    patron: Patron, number: str, text: str, pictures: Sequence[Picture] = ()
) -> None:
    """Answer the library's question about an application of the patron.

    Raises UnknownApplication, AnswerMissing, NoteTooLong, and StepImpossible if no
    question is open.
    """
    require_question(patron, number)
    answer(own_application(patron, number), text, pictures)
