"""Mails about a decision (R123, R124)."""

from datetime import date
from email.message import EmailMessage
from ndl.registration.config import day_in
from ndl.registration.config import supported_language
from ndl.registration.config import today
from ndl.registration.mail.compose import compose_mail
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import queue_mail
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.reasons import categories
from zope.i18n import translate


_BETWEEN = {"en": "; ", "ja": "、"}


def verified_mail(patron: Patron) -> EmailMessage | None:
    """Tells that the registration type has changed to official."""
    return _compose(patron, "application-verified")


def declined_mail(
    patron: Patron, reasons: tuple[str, ...], *, is_change: bool = False
) -> EmailMessage | None:
    """Tells that the application was declined, and where the reasons stand.

    The mail names the category alone: other readers of the mailbox must not learn which
    item did not agree.
    """
    language = supported_language(patron.language)
    words = [
        translate(category, target_language=language)
        for category in categories(reasons)
    ]
    mail = "change-declined" if is_change else "application-declined"
    return _compose(patron, mail, category=_BETWEEN[language].join(words))


def withdrawn_mail(patron: Patron) -> EmailMessage | None:
    """Confirms to the patron that the application was taken back."""
    return _compose(patron, "application-withdrawn")


def asked_mail(patron: Patron, due: date) -> EmailMessage | None:
    """Tells that something is needed by a day, not what: other readers may see it."""
    return _compose(patron, "information-needed", due=day_in(due, patron.language))


def send(message: EmailMessage | None) -> None:
    """Hand a mail over, if there is an address for it."""
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
