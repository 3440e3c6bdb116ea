"""Remembered browsers: a login needs the password but no code for a while (R10)."""

from dataclasses import dataclass
from dataclasses import replace
from ndl.registration.clock import is_over
from ndl.registration.clock import timestamp
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import Identity
from ndl.registration.limits.client import Client
from ndl.registration.login.accounts import Account
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.sources import source_of
from ndl.registration.sealed import digest
from ndl.registration.settings import settings

import secrets


_MOST = 10
_ID_LENGTH = 16


@dataclass(frozen=True)
class RememberedBrowser:
    """A browser in which a code was entered.

    It is bound to the user agent and to a fingerprint of password and e-mail address,
    so that a change of any of them ends it.
    """

    token: str
    user_agent: str
    label: str
    fingerprint: str
    since: int
    wrong_passwords: int = 0

    @property
    def public_id(self) -> str:
        """ID for the user's list of browsers; useless for authentication."""
        return digest(f"public {self.token}")[:_ID_LENGTH]


def remember(identity: Identity, client: Client) -> str:
    """Remember the browser and return its ticket; empty if that is switched off."""
    if not client.has_cookies or client.is_terminal or not settings().remember_life:
        return ""
    account = get_logins().account(identity.user_id)
    token = secrets.token_urlsafe(32)
    browser = RememberedBrowser(
        token=digest(token),
        user_agent=digest(client.user_agent),
        label=client.user_agent[:200],
        fingerprint=source_of(identity).fingerprint(identity),
        since=timestamp(),
    )
    account.browsers = (browser, *_alive(account))[:_MOST]
    audit(AuditTag.BROWSER_REMEMBERED, identity.user_id)
    return token


def find_remembered(identity: Identity, client: Client) -> RememberedBrowser | None:
    """The record of this browser if the account remembers it, or None."""
    account = get_logins().peek(identity.user_id)
    if account is None or not client.remembered or client.is_terminal:
        return None
    wanted = (
        digest(client.remembered),
        digest(client.user_agent),
        source_of(identity).fingerprint(identity),
    )
    alive = _alive(account)
    if alive != account.browsers:
        # Removed for good, as the clock may be set back later.
        account.browsers = alive
    for browser in alive:
        if (browser.token, browser.user_agent, browser.fingerprint) == wanted:
            return browser
    return None


def count_wrong_password(account: Account, browser: RememberedBrowser) -> None:
    """Count a wrong password against the browser; forget it after too many."""
    rest = tuple(b for b in account.browsers if b.token != browser.token)
    wrong = browser.wrong_passwords + 1
    if wrong < settings().password_failures:
        rest = (replace(browser, wrong_passwords=wrong), *rest)
    account.browsers = rest


def browsers_of(user_id: str) -> tuple[RememberedBrowser, ...]:
    """The remembered browsers of an account, newest first."""
    account = get_logins().peek(user_id)
    return _alive(account) if account else ()


def forget_browsers(user_id: str) -> None:
    """Forget all remembered browsers, so that each must enter a code again."""
    account = get_logins().peek(user_id)
    if account is not None and account.browsers:
        account.browsers = ()
        audit(AuditTag.BROWSERS_FORGOTTEN, user_id)


def _alive(account: Account) -> tuple[RememberedBrowser, ...]:
    life = settings().remember_life
    return tuple(b for b in account.browsers if not is_over(b.since, life))
