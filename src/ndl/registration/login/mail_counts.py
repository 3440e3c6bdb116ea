"""Mails that anybody may ask for: not more than an account can bear."""

from ndl.registration.config import HOUR
from ndl.registration.config import timestamp
from ndl.registration.login.accounts import Account
from ndl.registration.login.accounts import get_logins
from zlib import crc32


_DECOYS = 64


def note_mail(account: Account, kind: str, per_hour: int) -> bool:
    """Count a mail of this kind; say whether the account may get it now.

    The account is written in any case, so that the answer to a mail that is
    not sent takes as long.
    """
    since = timestamp() - HOUR
    recent = tuple(mail for mail in account.mails if mail[1] > since)
    sent = sum(1 for mail in recent if mail[0] == kind)
    allowed = sent < per_hour
    account.mails = (*recent, (kind, timestamp())) if allowed else recent
    return allowed


def decoy_account(typed: str) -> Account:
    """A record that stands in for an account that does not exist.

    There are few of them, whatever strangers type.
    """
    return get_logins().account(f"nobody-{crc32(typed.encode()) % _DECOYS}")
