"""The login state of accounts, patrons and staff alike."""

from dataclasses import dataclass
from ndl.registration import stores
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.store_interfaces.patrons import ILoginStore
from persistent import Persistent
from typing import Any
from zope.component import getUtility
from zope.interface import implementer


@dataclass(frozen=True)
class Attempt:
    """A password step that was passed and waits for its code.

    Digests stand for the token and the code; times are seconds since the
    epoch. `user_agent` is a digest as well: the code works only in the
    browser that asked for it. `former` are codes that a newer one has replaced:
    they open nothing, but a person who enters one is told so. `address` is one that
    the patron gave because none was on file; it is stored when the code was right
    (R22).
    """

    token: str
    code: bytes
    channel: str
    user_agent: str
    issued: int
    former: tuple[bytes, ...] = ()
    address: str = ""
    wrong_codes: int = 0
    resends: int = 0


class Account(Persistent):
    """Wrong codes, the live attempt, sessions and remembered browsers of one account.

    All of it is one persistent object on purpose: a code is checked against
    the count it is limited by, so that parallel requests conflict.
    """

    def __init__(self) -> None:
        self.code_failures: tuple[int, ...] = ()
        self.attempt: Attempt | None = None
        self.sessions: frozenset[str] = frozenset()
        self.browsers: tuple[Any, ...] = ()
        self.logins: tuple[Any, ...] = ()
        self.warned_at = 0


@implementer(ILoginStore)
class LoginStore(Persistent):
    """Accounts by user ID; attempts and sessions by the digest of a token.

    What `tally` counts stands by itself, since it is written by itself.
    """

    # Stores that were made before have none.
    tallies: ShardedTree | None = None

    def __init__(self) -> None:
        self.accounts = ShardedTree()
        self.attempts = ShardedTree()
        self.sessions = ShardedTree()
        self.tallies = ShardedTree()

    def account(self, user_id: str) -> Account:
        """The account, made at its first use."""
        account = self.accounts.get(user_id)
        if account is None:
            account = self.accounts[user_id] = Account()
        return account

    def peek(self, user_id: str) -> Account | None:
        """The account if it was used before."""
        return self.accounts.get(user_id)

    def forget(self, user_id: str) -> None:
        """Drop the account, whose sessions and attempt were ended before."""
        self.accounts.pop(user_id, None)
        if self.tallies is not None:
            self.tallies.pop(user_id, None)

    def end_login(self, user_id: str) -> None:
        """End a login of the user that is under way."""
        account = self.peek(user_id)
        if account is not None:
            self.end_attempt(account)

    def end_attempt(self, account: Account) -> None:
        """End the account's login attempt, if there is one."""
        if account.attempt is not None:
            self.attempts.pop(account.attempt.token, None)
            account.attempt = None


def get_logins() -> LoginStore:
    """The login store of the current site."""
    return getUtility(ILoginStore)


stores.register(ILoginStore, LoginStore)
