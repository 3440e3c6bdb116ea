"""The last logins of an account, for its owner to look at."""

from dataclasses import dataclass
from ndl.registration.config import timestamp
from ndl.registration.limits.client import Client
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.sessions import Strength


_KEPT = 10


@dataclass(frozen=True)
class PastLogin:
    """When, how strongly and from which browser somebody logged in."""

    moment: int
    strength: Strength
    user_agent: str


def note(user_id: str, strength: Strength, client: Client) -> None:
    """Remember a login; only the last ten are kept."""
    account = get_logins().account(user_id)
    login = PastLogin(timestamp(), strength, client.user_agent[:200])
    account.logins = (login, *account.logins)[:_KEPT]


def last_logins(user_id: str) -> tuple[PastLogin, ...]:
    """The last logins, newest first."""
    account = get_logins().peek(user_id)
    return account.logins if account else ()
