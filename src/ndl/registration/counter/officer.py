"""Checks of staff at the counter, and messages to patrons."""

from enum import StrEnum
from ndl.registration import _
from ndl.registration.config import supported_language
from ndl.registration.documents.errors import KindMissing
from ndl.registration.documents.kinds import offered_kinds
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.mail.compose import send_mail
from ndl.registration.notices.personal import add_notice
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.own_patrons import is_about_me
from zope.i18n import translate


class OwnAccount(DomainError):
    """Staff cannot act on their own registration."""

    code = Code.OWN_ACCOUNT
    message = _("You cannot act on your own registration. Please ask a colleague.")


def refuse_own(patron: Patron) -> None:
    """Raise OwnAccount, and audit it, if the patron is the current user."""
    if is_about_me(patron):
        audit(AuditTag.COUNTER_REFUSED, patron.user_id)
        raise OwnAccount


def check_officer(patron: Patron, document: str) -> None:
    """Check an action for which the patron has to show an identity document.

    `document` is the name of the kind shown. Raises OwnAccount, KindMissing.
    """
    refuse_own(patron)
    check_document(document)


def check_document(document: str) -> None:
    """Raise KindMissing unless this is the name of an offered kind of document."""
    if document not in offered_kinds():
        raise KindMissing


NOTICE = "counter-"


class Done(StrEnum):
    """Actions at the counter of which the patron is informed."""

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
    """Add a notice and send a mail, as the patron may not have been present.

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
    )
