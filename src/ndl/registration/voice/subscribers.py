"""Cleanup of calls when a number changes or a patron is removed."""

from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronPhoneChanged
from ndl.registration.events import PatronRemoved
from ndl.registration.login.accounts import get_logins
from ndl.registration.sealed import digest
from ndl.registration.voice.channel import VOICE
from ndl.registration.voice.store import get_calls
from zope.component import adapter


@adapter(PatronPhoneChanged)
def void_spoken_code(event: PatronPhoneChanged) -> None:
    """End the login whose code was read out at the former number."""
    account = get_logins().peek(event.user_id)
    attempt = account.attempt if account else None
    if account is not None and attempt is not None and attempt.channel == VOICE:
        get_logins().end_attempt(account)
        audit(AuditTag.LOGIN_ATTEMPT_ENDED, event.user_id)


@adapter(PatronRemoved)
def forget_calls(event: PatronRemoved) -> None:
    """Remove the records of a removed patron's calls."""
    number = event.patron.phone if event.patron is not None else ""
    get_calls().forget(event.user_id, digest(number))
