"""Identification of a user by user ID and password; wrong passwords are counted."""

from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import LOGIN_LENGTH
from ndl.registration.folding import PASSWORD_LENGTH
from ndl.registration.folding import within
from ndl.registration.interfaces import Identity
from ndl.registration.limits.client import Client
from ndl.registration.login import browsers
from ndl.registration.login import lockout
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.sources import find_identity
from ndl.registration.login.sources import source_of
from ndl.registration.login.tally import decoy
from ndl.registration.patrons.passwords import waste_time


def identify(login: str, password: str, client: Client) -> Identity | None:
    """The user with this login and password, or None.

    For an unknown user as much work is done as for a wrong password. In a remembered
    browser, wrong passwords count against the browser and do not lock the account.
    """
    login = within(login, LOGIN_LENGTH)
    password = within(password, PASSWORD_LENGTH)
    identity = find_identity(login)
    if identity is None:
        # Read, count and write as much as for a wrong password.
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


def check_password(identity: Identity, password: str, user_agent: str = "") -> bool:
    """Whether the password is correct; wrong passwords count and lock the account.

    While the account is locked every password is refused, after the same work.
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
