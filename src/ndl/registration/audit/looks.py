"""Audit of views of applications, successful and refused (ASVS 16.3)."""

from Acquisition import aq_base
from collections.abc import Iterator
from ndl.registration.audit.look_counts import write_looks
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.login.sessions import find_session
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from ndl.registration.web.cookies import ticket_of
from typing import Any
from zExceptions import Forbidden
from zExceptions import Unauthorized
from zope.component import adapter
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubFailure
from ZPublisher.interfaces import IPubSuccess


_SHOWN = "ndl.registration.shown"
_DOCUMENT = "identity-document"


def note_shown(request: HTTPRequest, application: RegistrationApplication) -> None:
    """Note that the response shows an application, whatever page was requested."""
    request.other.setdefault(_SHOWN, {})[application.getId()] = application.patron_id


@adapter(IPubSuccess)
def record_looks(event: IPubSuccess) -> None:
    """Audit the applications that a response shows, for all pages and services.

    Pictures are audited where they are sent. Redirects show nothing.
    """
    request = event.request
    if not IBrowserLayer.providedBy(request):
        return
    if request.response.getStatus() == 200:
        _record_shown(request)
    write_looks(request)


def _record_shown(request: HTTPRequest) -> None:
    view = _name_of(request)
    if view != _DOCUMENT and request.get("REQUEST_METHOD") != "HEAD":
        for application in _applications(request):
            note_shown(request, application)
    for number, patron_id in request.other.get(_SHOWN, {}).items():
        audit(AuditTag.APPLICATION_VIEWED, patron_id, application=number, view=view)


@adapter(IPubFailure)
def record_refusals(event: IPubFailure) -> None:
    """Audit a refused view of the desk, an application or a picture."""
    request = event.request
    if event.retry or not IBrowserLayer.providedBy(request):
        return
    if not issubclass(event.exc_info[0], Unauthorized | Forbidden):
        return
    found = [one for one in _parents(request) if isinstance(one, RegistrationDesk)]
    if not found:
        return
    applications = _applications(request)
    is_picture = _DOCUMENT in request.get("PATH_INFO", "")
    session = find_session(ticket_of(request))
    audit(
        AuditTag.DOCUMENT_LOOK_REFUSED if is_picture else AuditTag.DESK_LOOK_REFUSED,
        next((one.patron_id for one in applications), ""),
        application=next((one.getId() for one in applications), ""),
        by=session.user_id if session else "",
    )


def _applications(request: HTTPRequest) -> list[RegistrationApplication]:
    parents = _parents(request)
    return [one for one in parents if isinstance(one, RegistrationApplication)]


def _parents(request: HTTPRequest) -> Iterator[Any]:
    """The traversed objects and the published one, unwrapped from plone.rest."""
    for one in (*(request.get("PARENTS") or ()), request.get("PUBLISHED")):
        yield getattr(aq_base(one), "context", one)


def _name_of(request: HTTPRequest) -> str:
    published = request.get("PUBLISHED")
    name = getattr(published, "__name__", "") or ""
    return str(name).lstrip("@")
