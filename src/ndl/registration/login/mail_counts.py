"""Mails that anybody may ask for: not more than an account can bear."""

from dataclasses import replace
from ndl.registration.config import HOUR
from ndl.registration.config import timestamp
from ndl.registration.limits.client import Client
from ndl.registration.login.tally import count
from ndl.registration.login.tally import Counts


def note_mail(key: str, kind: str, per_hour: int, client: Client) -> bool:
    """Count a mail of this kind; say whether the account may get it now.

    `key` is a user ID, or stands in for one that does not exist. It counts once
    for a request, however often that is repeated.
    """
    moment = timestamp()

    def judge(counts: Counts) -> tuple[Counts, bool]:
        recent = tuple(mail for mail in counts.mails if mail[1] > moment - HOUR)
        sent = sum(1 for mail in recent if mail[0] == kind)
        if sent >= per_hour:
            return replace(counts, mails=recent), False
        return replace(counts, mails=(*recent, (kind, moment))), True

    return bool(client.once(f"mail {kind} {key}", lambda: count(key, judge)))
