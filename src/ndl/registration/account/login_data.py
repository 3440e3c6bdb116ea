"""Data held about a patron's logins, ready for JSON."""

from datetime import datetime
from datetime import UTC
from ndl.registration.account.application_data import Data
from ndl.registration.account.application_data import filled
from ndl.registration.account.history import Happening
from ndl.registration.account.history import history_of
from ndl.registration.account.history_words import about_in_words
from ndl.registration.account.history_words import in_words
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.completion import last_logins
from ndl.registration.login.sessions import sessions_of
from ndl.registration.patrons.patron import Patron


def login_data(patron: Patron) -> Data:
    """Logins, sessions, remembered browsers, and the security history."""
    user_id = patron.user_id
    return {
        "logins": [
            {"time": _time(one.moment), "browser": one.user_agent}
            for one in last_logins(user_id)
        ],
        "sessions": [
            {"time": _time(one.opened), "browser": one.user_agent}
            for one in sessions_of(user_id)
        ],
        "browsers": [
            {"time": _time(one.since), "browser": one.label}
            for one in browsers_of(user_id)
        ],
        "history": [_happening(one, patron.language) for one in history_of(user_id)],
    }


def warned_data(patron: Patron) -> str:
    """ISO time of the last warning of wrong codes; empty if there was none."""
    account = get_logins().peek(patron.user_id)
    return _time(account.warned_at) if account and account.warned_at else ""


def _happening(one: Happening, language: str) -> Data:
    return filled(
        {
            "time": _time(one.moment),
            "event": in_words(one.tag, language),
            "about": about_in_words(one.tag, one.about, language),
            "browser": one.user_agent,
        }
    )


def _time(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat()
