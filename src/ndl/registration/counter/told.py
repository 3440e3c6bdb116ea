"""Mails to patrons about actions at the counter."""

from enum import StrEnum
from ndl.registration import _
from ndl.registration.config import now
from ndl.registration.config import site_zone
from ndl.registration.config import supported_language
from ndl.registration.mail.compose import send_mail
from ndl.registration.notices import add_notice
from ndl.registration.patrons.patron import Patron
from zope.i18n import translate


NOTICE = "counter-"


class Done(StrEnum):
    """Something that was done at the counter."""

    VERIFIED = "verified"
    CORRECTED = "corrected"
    CARD_RECORDED = "card-recorded"
    CARD_BLOCKED = "card-blocked"
    PASSWORD_GIVEN = "password-given"
    WITHDRAWN = "withdrawn"


WORDS = {
    Done.VERIFIED: _(
        "Your identification document was checked at the counter. You are now an "
        "official registered user."
    ),
    Done.CORRECTED: _(
        "Your name or date of birth was corrected at the counter by your "
        "identification document."
    ),
    Done.CARD_RECORDED: _("A registered user card was given to you at the counter."),
    Done.CARD_BLOCKED: _(
        "Your registered user card was blocked at the counter. It can no longer be "
        "used."
    ),
    Done.PASSWORD_GIVEN: _(
        "A new initial password was given to you at the counter. Your former password "
        "can no longer be used."
    ),
    Done.WITHDRAWN: _("Your application was withdrawn for you at the counter."),
}


def tell(patron: Patron, done: Done) -> None:
    """Mail the patron, who may not have been there, and leave a notice.

    Raises MailNotConfigured.
    """
    add_notice(patron, f"{NOTICE}{done}")
    if not patron.email:
        return
    language = supported_language(patron.language)
    send_mail(
        patron.email,
        "counter-changed",
        patron.language,
        name=patron.addressee,
        user_id=patron.user_id,
        changed=translate(WORDS[done], target_language=language),
        time=now().astimezone(site_zone()).strftime("%Y-%m-%d %H:%M %Z"),
    )
