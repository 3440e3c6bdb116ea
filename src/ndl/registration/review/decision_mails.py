"""Mails about a decision (R123, R124)."""

from ndl.registration.config import now
from ndl.registration.config import site_zone
from ndl.registration.config import supported_language
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.reasons import categories
from zope.i18n import translate


_BETWEEN = {"en": "; ", "ja": "、"}


def tell_verified(patron: Patron) -> None:
    """Tell that the registration type has changed to official."""
    _send(patron, "application-verified")


def tell_declined(patron: Patron, reasons: tuple[str, ...]) -> None:
    """Tell that the application was declined, and where the reasons stand.

    The mail names the category alone: whoever reads it must not learn which
    item did not agree.
    """
    language = supported_language(patron.language)
    words = [
        translate(category, target_language=language)
        for category in categories(reasons)
    ]
    _send(patron, "application-declined", category=_BETWEEN[language].join(words))


def _send(patron: Patron, template: str, **values: str) -> None:
    if not patron.email:
        return
    send_mail(
        patron.email,
        template,
        patron.language,
        name=patron.addressee,
        user_id=patron.user_id,
        date=now().astimezone(site_zone()).date().isoformat(),
        link=portal_link("my-account"),
        **values,
    )
