"""The login state of all accounts, patrons and staff."""

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
    """A login attempt: the password step was passed, the code is still to be entered.

    `token`, `code` and `user_agent` are digests; times are seconds since the epoch. The
    code works only in the browser that asked for it. `former` holds replaced codes:
    they are wrong, but entering such a code gets a message of its own. `address` was
    given by the patron because none was on file; it is stored once its code is entered
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
    """Wrong codes, attempt, sessions and remembered browsers of an account.

    They share a persistent object so that parallel requests conflict: a code is checked
    against the count that limits it.
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
    """Accounts by user ID; attempts and sessions by the digest of their token.

    The counts of `tally` have a tree of their own, as they are written separately.
    """

    # Stores created by earlier versions have none.
    tallies: ShardedTree | None = None

    def __init__(self) -> None:
        self.accounts = ShardedTree()
        self.attempts = ShardedTree()
        self.sessions = ShardedTree()
        self.tallies = ShardedTree()

    def account(self, user_id: str) -> Account:
        """The account of this user ID; created if missing."""
        account = self.accounts.get(user_id)
        if account is None:
            account = self.accounts[user_id] = Account()
        return account

    def peek(self, user_id: str) -> Account | None:
        """The account of this user ID, or None if it has never been used."""
        return self.accounts.get(user_id)

    def forget(self, user_id: str) -> None:
        """Delete the account, whose sessions and attempt were ended before."""
        self.accounts.pop(user_id, None)
        if self.tallies is not None:
            self.tallies.pop(user_id, None)

    def end_login(self, user_id: str) -> None:
        """End the login attempt of the user, if there is one."""
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
