"""The first step of the login: user ID and password (R8)."""

from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import Identity
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import Limiter
from ndl.registration.login import browsers
from ndl.registration.login.completion import complete
from ndl.registration.login.identify import identify
from ndl.registration.login.results import AddressNeeded
from ndl.registration.login.results import barred
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import missing
from ndl.registration.login.results import refuse_step
from ndl.registration.login.results import Refused
from ndl.registration.login.results import wrong_password
from ndl.registration.login.sending import ask_for_code
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import PATRONS
from ndl.registration.settings import settings


def enter_password(
    login: str, password: str, client: Client, keep: bool = False, again: bool = False
) -> LoggedIn | CodeSent | AddressNeeded | Refused:
    """Check user ID and password, and complete the login or ask for a code.

    Unknown, wrong and locked logins get the same answer after the same work. `keep`
    matters only if no code is asked for. `again` asks for a code in any case, before a
    sensitive change.

    Raises the DomainError of a channel that cannot send the code. Its mail and its
    attempt have been counted by then, so the caller must let the transaction commit.
    """
    blank = missing(login, password)
    if blank:
        return Refused(next(iter(blank.values())))
    refused = refuse_step(Limiter.PASSWORDS, client)
    if refused:
        return refused
    identity = identify(login, password, client)
    if identity is None:
        return Refused(wrong_password())
    if identity.barred:
        audit(AuditTag.LOGIN_PASSWORD_REFUSED, identity.user_id)
        return barred(identity.barred)
    if not (_needs_code(identity, client) or again):
        return complete(identity, Strength.PASSWORD, client, keep)
    if not again and browsers.find_remembered(identity, client):
        return complete(identity, Strength.REMEMBERED, client, keep)
    return ask_for_code(identity, client)


def _needs_code(identity: Identity, client: Client) -> bool:
    """Whether a code follows; for patrons on terminals a setting decides (R43)."""
    if client.is_terminal and identity.source == PATRONS:
        return bool(settings().terminal_code)
    return identity.needs_code
