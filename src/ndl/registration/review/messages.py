"""Notices and mails about decisions and questions (R123, R124)."""

from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from ndl.registration.clock import today
from ndl.registration.config import supported_language
from ndl.registration.dates import day_in
from ndl.registration.mail.compose import compose_mail
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import queue_mail
from ndl.registration.notices.personal import new_notice
from ndl.registration.notices.personal import Notice
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.decision import Decision
from ndl.registration.review.reasons import categories
from zope.i18n import translate


_BETWEEN = {"en": "; ", "ja": "、"}


@dataclass(frozen=True)
class Message:
    """A notice, and the mail of the same content; no mail without an address."""

    notice: Notice
    mail: EmailMessage | None


def verified_message(patron: Patron, number: str) -> Message:
    """The message that the patron is now an official registered user."""
    kind = "application-verified"
    return Message(new_notice(kind, application=number), _compose(patron, kind))


def declined_message(
    patron: Patron, number: str, made: Decision, *, is_change: bool = False
) -> Message:
    """The message that the application was declined, with the reasons.

    The mail names only their category: other readers of the mailbox must not learn
    which item was wrong.
    """
    language = supported_language(patron.language)
    words = [
        translate(category, target_language=language)
        for category in categories(made.reasons)
    ]
    kind = "change-declined" if is_change else "application-declined"
    notice = new_notice(
        kind,
        reasons=made.reasons,
        note=made.note,
        parts=made.parts,
        application=number,
    )
    category = _BETWEEN[language].join(words)
    return Message(notice, _compose(patron, kind, category=category))


def asked_message(patron: Patron, number: str, question: str, due: date) -> Message:
    """The message that the library needs an answer by a day.

    The mail omits the question, as others may read it.
    """
    kind = "information-needed"
    notice = new_notice(kind, note=question, application=number)
    return Message(notice, _compose(patron, kind, due=day_in(due, patron.language)))


def deliver(patron: Patron, message: Message) -> None:
    """Add the notice, and queue the mail if there is one."""
    patron.add_notice(message.notice)
    send(message.mail)


def withdrawn_mail(patron: Patron) -> EmailMessage | None:
    """The mail that confirms a withdrawal; None without an address."""
    return _compose(patron, "application-withdrawn")


def send(message: EmailMessage | None) -> None:
    """Queue a mail; None, for a patron without address, does nothing."""
    if message is not None:
        queue_mail(message)


def _compose(patron: Patron, template: str, **values: str) -> EmailMessage | None:
    if not patron.email:
        return None
    return compose_mail(
        patron.email,
        template,
        patron.language,
        name=patron.addressee,
        user_id=patron.user_id,
        date=day_in(today(), patron.language),
        link=portal_link("my-account"),
        **values,
    )
