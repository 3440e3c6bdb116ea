"""Duties: steps that users must complete before they may use pages with a login."""

from AccessControl import getSecurityManager
from AccessControl.ZopeSecurityPolicy import getRoles
from ndl.registration.account.duties import first_duty
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.staff.source import is_root_user
from ndl.registration.web.fresh import address_of
from plone.rest.interfaces import IAPIRequest
from typing import Any
from urllib.parse import urlencode
from zExceptions import Forbidden
from zExceptions import Redirect
from zope.browserresource.interfaces import IResource
from zope.component import adapter
from zope.component.hooks import getSite
from zope.i18n import translate
from ZPublisher.interfaces import IPubAfterTraversal


# Logging in and out stays possible.
_SERVICES = frozenset({"@login", "@login-renew", "@logout"})
_PAGES = frozenset({"logout", "stay-logged-in"})


@adapter(IPubAfterTraversal)
def demand_duties(event: IPubAfterTraversal) -> None:
    """Redirect users with an unfinished duty, except on public pages.

    REST services check permissions themselves, so over REST all services but those of
    the duty are refused. Raises Redirect to the page of the duty; over REST Forbidden.
    """
    request = event.request
    user_id = getSecurityManager().getUser().getId()
    if user_id is None or not IBrowserLayer.providedBy(request):
        return
    # Root users must be able to repair a site whose stores are broken.
    if is_root_user():
        return
    duty = first_duty(user_id)
    if duty is None:
        return
    published = request.get("PUBLISHED")
    if IAPIRequest.providedBy(request):
        if _name_of(published).split("_")[-1] not in _SERVICES | duty.services:
            raise Forbidden(translate(duty.message, context=request))
        return
    if _is_open(published) or _name_of(published) in {duty.page, *_PAGES}:
        return
    query = urlencode({"came_from": address_of(request)})
    raise Redirect(f"{getSite().absolute_url()}/{duty.page}?{query}")


def _name_of(published: Any) -> str:
    return str(getattr(published, "__name__", ""))


def _is_open(published: Any) -> bool:
    """Whether anonymous visitors may open it.

    A page that redirects anonymous visitors to the login itself sets `needs_login`.
    """
    if getattr(published, "needs_login", False):
        return False
    if IResource.providedBy(getattr(published, "__self__", published)):
        return True
    call = getattr(published, "__call__", published)  # noqa: B004
    roles = getRoles(published, "__call__", call, ())
    return roles is None or "Anonymous" in roles
