"""Gates before the steps of the login: too many of them are refused."""

from ndl.registration.errors import Code
from ndl.registration.errors import Reason
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.limits.errors import too_many_requests
from ndl.registration.limits.throttle import Limiter
from ndl.registration.limits.throttle import seconds_to_wait
from ndl.registration.login import errors
from ndl.registration.login.mail_counts import note_mail
from ndl.registration.login.results import Refused
from ndl.registration.settings import settings


KIND = "code"


def refuse_step(limiter: Limiter, client: Client) -> Refused | None:
    """Count a step of the client's network; why it may not be taken, if so."""
    wait = seconds_to_wait(limiter, client)
    if not wait:
        return None
    reason = Reason(Code.TOO_MANY_REQUESTS, too_many_requests(wait))
    return Refused(reason, wait=wait)


def refuse_sending(user_id: str, client: Client) -> Refused | None:
    """Count a code that is about to be sent; why it may not be, if so.

    It counts by whatever channel, in whatever attempt and to whatever
    address (ASVS 6.6.4).
    """
    refused = refuse_step(Limiter.CODE_MAILS, client)
    if refused:
        return refused
    if note_mail(user_id, KIND, settings().code_mails_hour, client):
        return None
    audit(AuditTag.LOGIN_CODE_BLOCKED, user_id)
    return Refused(errors.CODE_MAILS, limited=True)
