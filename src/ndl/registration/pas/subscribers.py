"""Sessions end when what they stand on changes."""

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
    """A new password leaves only the session in which it was set.

    A reset was done outside of any session, whatever the browser holds.
    """
    close_sessions(event.user_id, "" if event.by_reset else _own_ticket())


@adapter(EmailChanged)
def end_sessions_of_former_address(event: EmailChanged) -> None:
    """Another address leaves only the session in which it was given."""
    close_sessions(event.user_id, _own_ticket())


@adapter(PatronRemoved)
def forget_account(event: PatronRemoved) -> None:
    """Delete sessions and past logins of a removed patron."""
    close_sessions(event.user_id)
    get_logins().forget(event.user_id)


@adapter(IPrincipalDeletedEvent)
def forget_user(event: IPrincipalDeletedEvent) -> None:
    """The same for staff; another user of the same ID may come later."""
    if is_installed():
        close_sessions(event.principal)
        get_logins().forget(event.principal)


@adapter(PatronClassChanged)
def end_sessions_when_downgraded(event: PatronClassChanged) -> None:
    """A user who loses rights must log in again."""
    if not event.upward:
        close_sessions(event.user_id)


@adapter(IPubBeforeCommit)
def end_expired(event: IPubBeforeCommit) -> None:
    """A session that has expired does not come back when the clock is set back."""
    if IBrowserLayer.providedBy(event.request) and is_installed():
        end_expired_session(ticket_of(event.request))


def _own_ticket() -> str:
    request = getRequest()
    return "" if request is None else ticket_of(request)
