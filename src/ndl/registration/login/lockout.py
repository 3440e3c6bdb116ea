"""Limits of an account that hold across all its login attempts."""

from dataclasses import dataclass
from dataclasses import replace
from ndl.registration.clock import DAY
from ndl.registration.clock import HOUR
from ndl.registration.clock import timestamp
from ndl.registration.login.accounts import Account
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.tally import count
from ndl.registration.login.tally import Counts
from ndl.registration.login.tally import counts_of
from ndl.registration.login.tally import FailedPassword
from ndl.registration.settings import settings


_WRONG_KEPT = 20
_AGENT_LENGTH = 200


@dataclass(frozen=True)
class Guess:
    """A password that is counted as wrong before it is checked.

    `is_allowed` is false while the password step is locked; `locks` is true if this
    guess locks it unless it proves correct. `noted` is the entry for the user's list.
    """

    key: str
    is_allowed: bool
    locks: bool = False
    noted: FailedPassword | None = None


def begin_guess(key: str, user_agent: str = "") -> Guess:
    """Count a password before it is checked.

    So however many passwords are tried in parallel, no more of them are checked than
    may be wrong in a row.
    """
    most, moment = settings().password_failures, timestamp()
    until = moment + settings().password_lock

    def judge(counts: Counts) -> tuple[Counts, Guess]:
        if moment < counts.locked_until:
            return counts, Guess(key, is_allowed=False)
        locks = counts.failures + 1 >= most
        noted = FailedPassword(moment, user_agent[:_AGENT_LENGTH], locks)
        counts = _with(counts, noted)
        guess = Guess(key, is_allowed=True, locks=locks, noted=noted)
        if locks:
            return replace(counts, failures=0, locked_until=until), guess
        return replace(counts, failures=counts.failures + 1), guess

    return count(key, judge)


def forgive(guess: Guess) -> None:
    """Reset the count of wrong passwords after a correct password.

    A lock stays, unless this guess itself has set it.
    """

    def judge(counts: Counts) -> tuple[Counts, None]:
        locked_until = 0 if guess.locks else counts.locked_until
        counts = _without(counts, guess.noted)
        return replace(counts, failures=0, locked_until=locked_until), None

    count(guess.key, judge)


def forget_wrong_passwords(user_id: str) -> None:
    """Reset the count of wrong passwords; a lock stays."""
    count(user_id, lambda counts: (replace(counts, failures=0), None))


def note_wrong_password(user_id: str, user_agent: str) -> None:
    """Add a wrong password to the user's list without counting it here."""
    noted = FailedPassword(timestamp(), user_agent[:_AGENT_LENGTH])
    count(user_id, lambda counts: (_with(counts, noted), None))


def wrong_passwords(user_id: str) -> tuple[FailedPassword, ...]:
    """The last wrong passwords of an account, newest first."""
    return counts_of(user_id).wrong


def unlock_password(user_id: str) -> None:
    """Unlock the password step and reset its count."""
    count(user_id, lambda c: (replace(c, failures=0, locked_until=0), None))


def reopen(user_id: str) -> None:
    """Unlock the password step after a new password, and end a login under way."""
    get_logins().end_login(user_id)
    unlock_password(user_id)


def count_wrong_code(account: Account) -> None:
    """Add the time of a wrong code; times older than a day are dropped."""
    since = timestamp() - DAY
    recent = tuple(moment for moment in account.code_failures if moment > since)
    account.code_failures = (*recent, timestamp())


def are_codes_blocked_for(user_id: str) -> bool:
    """Whether no code may be sent to the account at present."""
    return are_codes_blocked(get_logins().account(user_id))


def are_codes_blocked(account: Account) -> bool:
    """Whether the account has reached its limit of wrong codes for an hour or a day.

    The counts span all attempts, channels and addresses; a new code does not reset
    them (ASVS 6.6.3).
    """
    values, moment = settings(), timestamp()
    hour = sum(1 for m in account.code_failures if m > moment - HOUR)
    day = sum(1 for m in account.code_failures if m > moment - DAY)
    return hour >= values.code_failures_hour or day >= values.code_failures_day


def _with(counts: Counts, noted: FailedPassword) -> Counts:
    return replace(counts, wrong=(noted, *counts.wrong)[:_WRONG_KEPT])


def _without(counts: Counts, noted: FailedPassword | None) -> Counts:
    """The counts without the noted wrong password, or an equal entry."""
    wrong = list(counts.wrong)
    if noted in wrong:
        wrong.remove(noted)
    return replace(counts, wrong=tuple(wrong))
