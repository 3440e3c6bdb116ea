"""The end of every login: a session, and what goes with it."""

from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import Identity
from ndl.registration.limits.client import Client
from ndl.registration.login import browsers
from ndl.registration.login import history
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.sessions import Kind
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import source_of


def complete(
    identity: Identity,
    strength: Strength,
    client: Client,
    keep: bool = False,
    remember: bool = False,
) -> LoggedIn:
    """Open the session of a login that has passed all its steps.

    On a terminal of the library nothing is kept or remembered, also when it
    was asked for (R43).
    """
    kind = _kind(client, keep)
    ticket = open_session(identity, strength, kind, client.user_agent)
    remembered = browsers.remember(identity, client) if remember else ""
    source_of(identity).logged_in(identity)
    history.note(identity.user_id, strength, client)
    audit(AuditTag.LOGIN_SUCCEEDED, identity.user_id, strength=strength, kind=kind)
    return LoggedIn(identity.user_id, ticket, kind is Kind.KEPT, remembered)


def _kind(client: Client, keep: bool) -> Kind:
    if client.is_terminal:
        return Kind.TERMINAL
    return Kind.KEPT if keep else Kind.NORMAL
