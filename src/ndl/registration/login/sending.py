"""Sending of codes: first, again, by another channel, or to another address."""

from ndl.registration.clock import timestamp
from ndl.registration.errors import Refusal
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import IDeliveryChannel
from ndl.registration.interfaces import Identity
from ndl.registration.limits.client import Client
from ndl.registration.login import attempts
from ndl.registration.login import lockout
from ndl.registration.login.delivery import channels_for
from ndl.registration.login.delivery import deliver
from ndl.registration.login.delivery import EMAIL
from ndl.registration.login.delivery import get_channel
from ndl.registration.login.results import AddressNeeded
from ndl.registration.login.results import ATTEMPT_ENDED
from ndl.registration.login.results import CHANNEL_CLOSED
from ndl.registration.login.results import CODES_BLOCKED
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import NO_EMAIL
from ndl.registration.login.results import refuse_sending
from ndl.registration.login.results import Refused
from ndl.registration.login.results import RESEND_LIMIT
from ndl.registration.login.results import resend_wait
from ndl.registration.login.sources import may_give_address
from ndl.registration.settings import settings


def ask_for_code(
    identity: Identity, client: Client
) -> CodeSent | AddressNeeded | Refused:
    """Begin an attempt after a correct password, and send its first code.

    Without an address on file the patron is asked for it. Raises the same as deliver.
    """
    if lockout.are_codes_blocked_for(identity.user_id):
        return _refuse_login(identity, CODES_BLOCKED, limited=True)
    if identity.email:
        refused = refuse_sending(identity.user_id, client)
        if refused:
            return refused
        attempt = attempts.begin(identity, EMAIL, client.user_agent)
        return send_code(attempt, EMAIL)
    if may_give_address(identity) or channels_for(identity):
        return AddressNeeded(attempts.begin(identity, "", client.user_agent).token)
    return _refuse_login(identity, NO_EMAIL)


def send_again(token: str, client: Client) -> CodeSent | Refused:
    """Send a new code the same way; it replaces the former code.

    Raises the same as enter_password.
    """
    attempt = attempts.find(token, client.user_agent)
    if attempt is None or not attempt.state.code:
        return Refused(ATTEMPT_ENDED, ended=True)
    return resend(attempt, attempt.state.channel, client, attempt.state.address)


def send_by(token: str, channel: str, client: Client) -> CodeSent | Refused:
    """Send a new code by another channel (R31); it counts as sending again.

    Raises the same as enter_password.
    """
    attempt = attempts.find(token, client.user_agent)
    if attempt is None:
        return Refused(ATTEMPT_ENDED, ended=True)
    served = dict(channels_for(attempt.owner))
    if channel not in served or served[channel].page:
        return Refused(CHANNEL_CLOSED)
    return on_its_way(attempt, channel) or resend(attempt, channel, client)


def send_confirmed(
    attempt: attempts.LiveAttempt, channel: str, client: Client
) -> CodeSent | Refused:
    """Send a new code by a channel whose own page has checked the patron's input.

    It counts as sending again. Raises the same as enter_password.
    """
    return resend(attempt, channel, client)


def other_channels(token: str, client: Client) -> list[tuple[str, IDeliveryChannel]]:
    """Names and channels that serve the owner, without that of the last code."""
    attempt = attempts.find(token, client.user_agent)
    if attempt is None:
        return []
    return channels_for(attempt.owner, but=attempt.state.channel)


def asks_for_address(token: str, client: Client) -> bool:
    """Whether the owner of the attempt may enter an address for the code."""
    attempt = attempts.find(token, client.user_agent)
    return attempt is not None and may_give_address(attempt.owner)


def on_its_way(
    attempt: attempts.LiveAttempt, channel: str, address: str = ""
) -> CodeSent | None:
    """The code just sent the same way, for a form that is submitted twice; else None.

    Browsers repeat a request whose response was lost, and people press a button twice.
    """
    state = attempt.state
    if not state.code or (state.channel, state.address) != (channel, address):
        return None
    return _sent(attempt) if _seconds_to_wait(attempt) > 0 else None


def pending(token: str, client: Client) -> CodeSent | None:
    """The data of the code page for a pending attempt, or None."""
    attempt = attempts.find(token, client.user_agent)
    if attempt is None or not attempt.state.code:
        return None
    return _sent(attempt)


def send_code(
    attempt: attempts.LiveAttempt, channel: str, address: str = ""
) -> CodeSent:
    """Issue a code and send it by the channel. Raises the same as deliver."""
    code = attempts.issue_code(attempt, channel, address)
    deliver(channel, attempt.identity, code)
    audit(AuditTag.LOGIN_CODE_SENT, attempt.owner.user_id, channel=channel)
    return _sent(attempt)


def close_attempt(
    attempt: attempts.LiveAttempt, reason: Refusal, limited: bool = False
) -> Refused:
    """End the attempt and return the refusal."""
    attempts.end(attempt)
    audit(AuditTag.LOGIN_ATTEMPT_ENDED, attempt.owner.user_id)
    return Refused(reason, ended=True, limited=limited)


def _refuse_login(
    identity: Identity, reason: Refusal, limited: bool = False
) -> Refused:
    audit(AuditTag.LOGIN_PASSWORD_REFUSED, identity.user_id)
    return Refused(reason, limited=limited)


def resend(
    attempt: attempts.LiveAttempt, channel: str, client: Client, address: str = ""
) -> CodeSent | Refused:
    """Send a code if the waiting time and the limits allow it.

    Raises the same as deliver.
    """
    if attempt.state.code:
        if attempt.state.resends >= settings().resend_limit:
            return Refused(RESEND_LIMIT, limited=True)
        wait = _seconds_to_wait(attempt)
        if wait > 0:
            return Refused(resend_wait(wait), limited=True)
    refused = refuse_sending(attempt.owner.user_id, client)
    return refused or send_code(attempt, channel, address)


def _seconds_to_wait(attempt: attempts.LiveAttempt) -> int:
    return attempt.state.issued + settings().resend_wait - timestamp()


def _sent(attempt: attempts.LiveAttempt) -> CodeSent:
    channel = get_channel(attempt.state.channel)
    return CodeSent(
        attempt.token,
        channel.recipient(attempt.identity),
        channel.told(attempt.identity),
        may_keep=not attempt.state.address,
        replaces=bool(attempt.state.former),
    )
