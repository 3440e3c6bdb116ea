"""Telling the patron that somebody knows the password but not the code."""

from ndl.registration.config import DAY
from ndl.registration.config import is_over
from ndl.registration.config import timestamp
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.login.attempts import LiveAttempt
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import send_mail


def warn_of_wrong_codes(attempt: LiveAttempt) -> None:
    """Mail the owner once a day that a row of codes was wrong (ASVS 6.3.5).

    Only to the address on file: one given in the attempt may be a stranger's.
    """
    account, owner = attempt.account, attempt.owner
    if not owner.email or not is_over(account.warned_at, DAY):
        return
    account.warned_at = timestamp()
    try:
        send_mail(owner.email, "wrong-codes", owner.language, user_id=owner.user_id)
    except MailNotConfigured:
        return
    audit(AuditTag.LOGIN_WARNING_SENT, owner.user_id)
