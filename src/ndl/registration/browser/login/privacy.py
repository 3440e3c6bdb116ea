"""Answers that nobody on the way, and no terminal of the library, may store."""

from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.login.client import is_terminal
from ndl.registration.pas.cookies import OURS
from ndl.registration.pas.cookies import read_cookie
from ndl.registration.pas.cookies import SESSION
from zope.component import adapter
from zope.interface import alsoProvides
from zope.interface import Interface
from ZPublisher.interfaces import IPubAfterTraversal
from ZPublisher.interfaces import IPubEnd
from ZPublisher.interfaces import IPubEvent


class ITerminalSession(Interface):
    """Marks requests of a session on one of the library's own terminals."""


@adapter(IPubAfterTraversal)
def note_terminal(event: IPubEvent) -> None:
    """Mark the request, while the settings can be read."""
    request = event.request
    if not IBrowserLayer.providedBy(request) or not read_cookie(request, SESSION):
        return
    if is_terminal(request.getClientAddr()):
        alsoProvides(request, ITerminalSession)


@adapter(IPubEnd)
def forbid_storing(event: IPubEvent) -> None:
    """Say no-store where a cookie of ours goes out, and on a terminal's pages.

    Whatever made the answer, a picture for example, may have offered it to
    every cache; with the ticket in its head it would log strangers in. On a
    terminal the next patron must not find the pages of the former (R43).
    """
    response = event.request.response
    is_page = (response.getHeader("Content-Type") or "").startswith("text/html")
    on_terminal = is_page and ITerminalSession.providedBy(event.request)
    if on_terminal or any(name.endswith(OURS) for name in response.cookies):
        response.setHeader("Cache-Control", "no-store, private")
