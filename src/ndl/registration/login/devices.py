"""Ending of single sessions and remembered browsers of a user."""

from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.browsers import forget_browsers
from ndl.registration.sealed import digest


class UnknownSession(DomainError):
    """The user has no such session, or it has ended."""

    code = Code.UNKNOWN_SESSION
    message = _("This login has ended already.")


class UnknownBrowser(DomainError):
    """The user has no such remembered browser."""

    code = Code.UNKNOWN_BROWSER
    message = _("This browser is not remembered any more.")


def forget_devices(user_id: str) -> None:
    """End a login under way and forget all remembered browsers."""
    get_logins().end_login(user_id)
    forget_browsers(user_id)


def close_one_session(user_id: str, public_id: str) -> None:
    """End one session of the user. Raises UnknownSession."""
    store = get_logins()
    account = store.peek(user_id)
    if account is None:
        raise UnknownSession
    for key in account.sessions:
        session = store.sessions.get(key)
        if session is not None and session.public_id == public_id:
            store.sessions.pop(key, None)
            account.sessions = account.sessions - {key}
            audit(AuditTag.SESSION_ENDED, user_id)
            return
    raise UnknownSession


def forget_browser(user_id: str, public_id: str) -> None:
    """Forget a browser, so that it must enter a code again. Raises UnknownBrowser."""
    alive = browsers_of(user_id)
    rest = tuple(one for one in alive if one.public_id != public_id)
    if len(rest) == len(alive):
        raise UnknownBrowser
    get_logins().account(user_id).browsers = rest
    audit(AuditTag.BROWSER_FORGOTTEN, user_id)


def browser_id_of(token: str, user_id: str) -> str:
    """Public ID of the remembered browser that holds this token; empty if none."""
    wanted = digest(token) if token else ""
    found = (one for one in browsers_of(user_id) if one.token == wanted)
    return next((one.public_id for one in found), "")
