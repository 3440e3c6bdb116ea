"""Initial passwords at the counter, handed over on a slip of paper."""

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from ndl.registration.account.change_password import announce_password
from ndl.registration.clock import today
from ndl.registration.counter.officer import check_officer
from ndl.registration.counter.officer import Done
from ndl.registration.counter.officer import NOTICE
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.login.devices import forget_devices
from ndl.registration.login.lockout import unlock_password
from ndl.registration.notices.personal import add_notice
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.passwords import password_problems
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings

import secrets


# Without characters that are easily confused on paper.
_ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Slip:
    """An initial password to hand over once; stored only as a hash."""

    user_id: str
    name: str
    language: str
    until: date
    password: str = field(repr=False)


def give_initial_password(patron: Patron, document: str) -> Slip:
    """Set an initial password, to be changed at the first login.

    The former password becomes invalid, and the patron is logged out everywhere.
    Raises OwnAccount, KindMissing.
    """
    check_officer(patron, document)
    password = _new_password(patron)
    until = today() + timedelta(days=settings().initial_password_days)
    patron.set_initial_password(hash_password(password), until)
    announce_password(patron)
    unlock_password(patron.user_id)
    forget_devices(patron.user_id)
    add_notice(patron, f"{NOTICE}{Done.PASSWORD_GIVEN}")
    audit(AuditTag.COUNTER_PASSWORD_GIVEN, patron.user_id, document=document)
    return Slip(patron.user_id, patron.full_name, patron.language, until, password)


def _new_password(patron: Patron) -> str:
    while True:
        letters = range(settings().password_min)
        password = "".join(secrets.choice(_ALPHABET) for _letter in letters)
        if not password_problems(password, patron.password_context()):
            return password
