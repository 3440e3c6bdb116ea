"""The first step of the login: user ID and password (R8)."""

from ndl.registration.errors import Code
from ndl.registration.errors import Reason
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import Identity
from ndl.registration.limits.throttle import Client
from ndl.registration.limits.throttle import Limiter
from ndl.registration.login import attempts
from ndl.registration.login import browsers
from ndl.registration.login import lockout
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.completion import complete
from ndl.registration.login.delivery import channels_for
from ndl.registration.login.delivery import EMAIL
from ndl.registration.login.results import AddressNeeded
from ndl.registration.login.results import CODES_BLOCKED
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import MISSING_PASSWORD
from ndl.registration.login.results import MISSING_USER_ID
from ndl.registration.login.results import NO_EMAIL
from ndl.registration.login.results import refuse_sending
from ndl.registration.login.results import refuse_step
from ndl.registration.login.results import Refused
from ndl.registration.login.results import wrong_password
from ndl.registration.login.sending import send_code
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import find_identity
from ndl.registration.login.sources import may_give_address
from ndl.registration.login.sources import PATRONS
from ndl.registration.login.sources import source_of
from ndl.registration.login.tally import decoy
from ndl.registration.patrons.passwords import waste_time
from ndl.registration.settings import settings
from ndl.registration.text import LOGIN_LENGTH
from ndl.registration.text import PASSWORD_LENGTH
from ndl.registration.text import within


def enter_password(
    login: str, password: str, client: Client, keep: bool = False, again: bool = False
) -> LoggedIn | CodeSent | AddressNeeded | Refused:
    """The first step of a login.

    Unknown, wrong and locked are answered alike, after the same work. `keep`
    matters only where no code is asked for. With `again` a code is asked for in
    any case, before a sensitive change. Raises the DomainError of a channel that
    cannot send the code; its mail and its attempt have been counted then, so a
    front answers it and lets the transaction commit.
    """
    blank = missing(login, password)
    if blank:
        return Refused(next(iter(blank.values())))
    refused = refuse_step(Limiter.PASSWORDS, client)
    if refused:
        return refused
    name, secret = within(login, LOGIN_LENGTH), within(password, PASSWORD_LENGTH)
    identity = _identify(name, secret, client)
    if identity is None:
        return Refused(wrong_password())
    if identity.barred:
        reason = Reason(Code.REGISTRATION_EXPIRED, identity.barred)
        return _refuse(identity, reason)
    if not (_needs_code(identity, client) or again):
        return complete(identity, Strength.PASSWORD, client, keep)
    if not again and browsers.find_remembered(identity, client):
        return complete(identity, Strength.REMEMBERED, client, keep)
    if lockout.are_codes_blocked(get_logins().account(identity.user_id)):
        return _refuse(identity, CODES_BLOCKED, limited=True)
    return _ask_for_code(identity, client)


def _needs_code(identity: Identity, client: Client) -> bool:
    """Whether a code follows; on terminals of the library a setting decides (R43)."""
    if client.is_terminal and identity.source == PATRONS:
        return bool(settings().terminal_code)
    return identity.needs_code


def missing(login: str, password: str) -> dict[str, Reason]:
    """Messages about fields left blank; they do not count as a guess."""
    found = {}
    if not login.strip():
        found["user_id"] = MISSING_USER_ID
    if not password:
        found["password"] = MISSING_PASSWORD
    return found


def check_password(identity: Identity, password: str, user_agent: str = "") -> bool:
    """Whether the password is right; wrong ones count and lock the account.

    While it is locked no password is right, and the answer takes as long.
    """
    guess = lockout.begin_guess(identity.user_id, user_agent)
    if source_of(identity).check_password(identity, password) and guess.is_allowed:
        lockout.forgive(guess)
        return True
    locked = not guess.is_allowed
    audit(AuditTag.LOGIN_PASSWORD_FAILED, identity.user_id, locked=locked)
    if guess.locks:
        audit(AuditTag.LOGIN_PASSWORD_LOCKED, identity.user_id)
    return False


def _identify(login: str, password: str, client: Client) -> Identity | None:
    identity = find_identity(login)
    if identity is None:
        # As much is read, counted and written as for a wrong password.
        lockout.begin_guess(decoy(login), client.user_agent)
        waste_time(password)
        audit(AuditTag.LOGIN_PASSWORD_FAILED)
        return None
    browser = browsers.find_remembered(identity, client)
    if browser is None:
        is_right = check_password(identity, password, client.user_agent)
        return identity if is_right else None
    if source_of(identity).check_password(identity, password):
        lockout.forget_wrong_passwords(identity.user_id)
        return identity
    audit(AuditTag.LOGIN_PASSWORD_FAILED, identity.user_id, locked=False)
    lockout.note_wrong_password(identity.user_id, client.user_agent)
    account = get_logins().account(identity.user_id)
    browsers.count_wrong_password(account, browser)
    return None


def _ask_for_code(
    identity: Identity, client: Client
) -> CodeSent | AddressNeeded | Refused:
    if identity.email:
        refused = refuse_sending(identity.user_id, client)
        if refused:
            return refused
        attempt = attempts.begin(identity, EMAIL, client.user_agent)
        return send_code(attempt, EMAIL)
    if may_give_address(identity) or channels_for(identity):
        return AddressNeeded(attempts.begin(identity, "", client.user_agent).token)
    return _refuse(identity, NO_EMAIL)


def _refuse(identity: Identity, reason: Reason, limited: bool = False) -> Refused:
    audit(AuditTag.LOGIN_PASSWORD_REFUSED, identity.user_id)
    return Refused(reason, limited=limited)
