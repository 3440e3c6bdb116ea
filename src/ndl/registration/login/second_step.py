"""The second step of the login: the authentication code (R18-R37)."""

from ndl.registration.config import DAY
from ndl.registration.config import is_over
from ndl.registration.config import timestamp
from ndl.registration.errors import Reason
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import EmailChanged
from ndl.registration.folding import fold_code
from ndl.registration.interfaces import Identity
from ndl.registration.limits.throttle import Client
from ndl.registration.limits.throttle import Limiter
from ndl.registration.login import attempts
from ndl.registration.login import lockout
from ndl.registration.login.attempts import is_code
from ndl.registration.login.attempts import LiveAttempt
from ndl.registration.login.completion import complete
from ndl.registration.login.delivery import channels_for
from ndl.registration.login.results import ATTEMPT_ENDED
from ndl.registration.login.results import CODE_MALFORMED
from ndl.registration.login.results import CODES_BLOCKED
from ndl.registration.login.results import former_code
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import refuse_step
from ndl.registration.login.results import Refused
from ndl.registration.login.results import TOO_MANY_WRONG
from ndl.registration.login.results import wrong_code
from ndl.registration.login.sending import close_attempt
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import source_of
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.email import mask_email
from ndl.registration.patrons.errors import EmailTaken
from ndl.registration.text import CODE_LENGTH
from ndl.registration.text import within
from zope.event import notify

import re


def enter_code(
    token: str, typed: str, client: Client, keep: bool = False
) -> LoggedIn | Refused:
    """The second step of a login. Never raises once the attempt was counted."""
    refused = refuse_step(Limiter.CODES, client)
    if refused:
        return refused
    attempt = attempts.find(token, client.user_agent)
    if attempt is None or not attempt.state.code:
        return Refused(ATTEMPT_ENDED, ended=True)
    if lockout.are_codes_blocked(attempt.account):
        return _block(attempt)
    code = fold_code(within(typed, CODE_LENGTH))
    if not re.fullmatch("[0-9]{6}", code):
        return Refused(CODE_MALFORMED)
    if not is_code(token, attempt.state.code, code):
        return _count(attempt, code)
    return _finish(attempt, client, keep)


def _finish(attempt: LiveAttempt, client: Client, keep: bool) -> LoggedIn | Refused:
    address = attempt.state.address
    attempts.end(attempt)
    if not address:
        return complete(attempt.owner, Strength.CODE, client, keep, remember=True)
    try:
        _store_address(attempt.owner, address)
    except EmailTaken as error:
        return Refused(Reason(error.code, error.message), ended=True)
    return complete(attempt.owner, Strength.CODE, client)


def _count(attempt: LiveAttempt, code: str) -> Refused:
    left = attempts.note_wrong_code(attempt)
    lockout.count_wrong_code(attempt.account)
    audit(AuditTag.LOGIN_CODE_FAILED, attempt.owner.user_id, left=left)
    blocked = lockout.are_codes_blocked(attempt.account)
    if blocked or not left:
        _warn_of_wrong_codes(attempt)
    if blocked:
        return _block(attempt)
    if not left:
        return close_attempt(attempt, TOO_MANY_WRONG)
    if attempts.is_former_code(attempt, code):
        return Refused(former_code(left))
    return Refused(wrong_code(left))


def _block(attempt: LiveAttempt) -> Refused:
    audit(AuditTag.LOGIN_CODE_BLOCKED, attempt.owner.user_id)
    return close_attempt(attempt, CODES_BLOCKED, limited=True)


def _store_address(owner: Identity, address: str) -> None:
    """Put the address on file, and notify the owner on all known channels.

    A password alone led here, so the owner learns of it in the portal, by the
    channels that served until now, and at the new address. Raises EmailTaken.
    """
    source_of(owner).store_email(owner, address)
    audit(AuditTag.LOGIN_ADDRESS_STORED, owner.user_id)
    notify(EmailChanged(owner.user_id))
    for _name, channel in channels_for(owner):
        channel.tell_of_address(owner, mask_email(address))
    try:
        send_mail(address, "email-registered", owner.language, user_id=owner.user_id)
    except MailNotConfigured:
        return


def _warn_of_wrong_codes(attempt: LiveAttempt) -> None:
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
