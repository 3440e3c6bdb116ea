"""Subscribers that end sessions after changes of an account."""

from ndl.registration.events import EmailChanged
from ndl.registration.events import PasswordChanged
from ndl.registration.events import PatronClassChanged
from ndl.registration.events import PatronRemoved
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.sessions import close_sessions
from ndl.registration.login.sessions import end_expired_session
from ndl.registration.pas.guard import is_installed
from ndl.registration.web.cookies import ticket_of
from Products.PluggableAuthService.interfaces.events import IPrincipalDeletedEvent
from zope.component import adapter
from zope.globalrequest import getRequest
from ZPublisher.interfaces import IPubBeforeCommit


@adapter(PasswordChanged)
def end_other_sessions(event: PasswordChanged) -> None:
    """Keep only the session in which the new password was set.

    A reset was made outside of any session, so it ends them all.
    """
    close_sessions(event.user_id, "" if event.by_reset else _own_ticket())


@adapter(EmailChanged)
def end_sessions_of_former_address(event: EmailChanged) -> None:
    """Keep only the session in which the new address was given."""
    close_sessions(event.user_id, _own_ticket())


@adapter(PatronRemoved)
def forget_account(event: PatronRemoved) -> None:
    """Delete sessions and past logins of a removed patron."""
    close_sessions(event.user_id)
    get_logins().forget(event.user_id)


@adapter(IPrincipalDeletedEvent)
def forget_user(event: IPrincipalDeletedEvent) -> None:
    """Delete sessions and past logins of a deleted user: the ID may be reused."""
    if is_installed():
        close_sessions(event.principal)
        get_logins().forget(event.principal)


@adapter(PatronClassChanged)
def end_sessions_when_downgraded(event: PatronClassChanged) -> None:
    """End the sessions of a user who loses rights."""
    if not event.upward:
        close_sessions(event.user_id)


@adapter(IPubBeforeCommit)
def end_expired(event: IPubBeforeCommit) -> None:
    """End an expired session for good, as the clock may be set back later."""
    if IBrowserLayer.providedBy(event.request) and is_installed():
        end_expired_session(ticket_of(event.request))


def _own_ticket() -> str:
    request = getRequest()
    return "" if request is None else ticket_of(request)
