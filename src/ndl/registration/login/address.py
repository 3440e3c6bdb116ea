"""E-mail address that a patron gives at login because none is on file (R20-R22)."""

from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import Limiter
from ndl.registration.login import attempts
from ndl.registration.login.delivery import EMAIL
from ndl.registration.login.results import ATTEMPT_ENDED
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import refuse_step
from ndl.registration.login.results import Refused
from ndl.registration.login.results import refused_for
from ndl.registration.login.sending import close_attempt
from ndl.registration.login.sending import on_its_way
from ndl.registration.login.sending import resend
from ndl.registration.login.sources import may_give_address
from ndl.registration.patrons.email import parse_email


def give_address(token: str, typed: str, client: Client) -> CodeSent | Refused:
    """Send the code to an address that the patron enters, if none is on file.

    Whether the address belongs to another patron is revealed only after its code was
    entered, so only to the reader of that mailbox. Raises the same as enter_password.
    """
    attempt = attempts.find(token, client.user_agent)
    if attempt is None:
        return Refused(ATTEMPT_ENDED, ended=True)
    if attempt.owner.email or not may_give_address(attempt.owner):
        return close_attempt(attempt, ATTEMPT_ENDED)
    refused = refuse_step(Limiter.CODES, client)
    if refused:
        return refused
    try:
        address = parse_email(typed)
    except DomainError as error:
        return refused_for(error)
    sent = on_its_way(attempt, EMAIL, address)
    if sent:
        return sent
    result = resend(attempt, EMAIL, client, address)
    if isinstance(result, CodeSent):
        audit(AuditTag.LOGIN_ADDRESS_GIVEN, attempt.owner.user_id)
    return result
