"""Limits that belong to an account and survive every new attempt."""

from ndl.registration.config import DAY
from ndl.registration.config import HOUR
from ndl.registration.config import timestamp
from ndl.registration.login.accounts import Account
from ndl.registration.settings import settings


def is_password_locked(account: Account | None) -> bool:
    """Whether the password step of the account is closed for now."""
    return account is not None and timestamp() < account.locked_until


def count_wrong_password(account: Account) -> bool:
    """Count a wrong password; say whether it has locked the account."""
    account.password_failures += 1
    if account.password_failures < settings().password_failures:
        return False
    account.password_failures = 0
    account.locked_until = timestamp() + settings().password_lock
    return True


def forget_wrong_passwords(account: Account) -> None:
    """Start the count of wrong passwords anew."""
    if account.password_failures:
        account.password_failures = 0


def unlock_password(account: Account) -> None:
    """Open the password step again, as after a new password."""
    account.password_failures = 0
    account.locked_until = 0


def count_wrong_code(account: Account) -> None:
    """Remember the moment of a wrong code for as long as it counts."""
    since = timestamp() - DAY
    recent = tuple(moment for moment in account.code_failures if moment > since)
    account.code_failures = (*recent, timestamp())


def are_codes_blocked(account: Account) -> bool:
    """Whether the account has had its wrong codes of the hour or the day.

    The counts run over all attempts, channels and addresses; a new code
    never resets them (ASVS 6.6.3).
    """
    values, moment = settings(), timestamp()
    hour = sum(1 for m in account.code_failures if m > moment - HOUR)
    day = sum(1 for m in account.code_failures if m > moment - DAY)
    return hour >= values.code_failures_hour or day >= values.code_failures_day
