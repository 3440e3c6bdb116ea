"""A row of the queue of requests, and texts of its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.layout.home import REQUEST_DESK
from ndl.registration.browser.requests.shown import show_request
from ndl.registration.browser.requests.shown import ShownRequest
from ndl.registration.library.entitlements import Condition
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.patrons.directory import get_directory
from plone import api
from urllib.parse import urlencode


STEPS: Mapping[RequestStep, str] = {
    RequestStep.ACCEPT: _("Accept the request"),
    RequestStep.START: _("Begin the work"),
    RequestStep.MAKE_READY: _("Make it ready"),
    RequestStep.SHIP: _("Note that it was shipped"),
    RequestStep.FINISH: _("Close it as done"),
}
DONE = _("The request has been updated and the patron has been notified.")
WRITTEN = _("The message has been sent to the patron.")
NOTED = _("The telephone call has been noted.")
LACKING: Mapping[Condition, str] = {
    Condition.RESIDENCE: _("The patron lives in another country."),
    Condition.OFFICIAL: _("The patron is not an official registered user."),
    Condition.OFFICIAL_OR_CARD: _(
        "The patron may request it only: to use the material, an official "
        "registration or a registered user card is needed."
    ),
    Condition.CONSENT: _("The patron has not agreed to the latest terms of use."),
    Condition.CARD: _("The patron has no registered user card."),
    Condition.OTHER: _("A condition of the service itself is not met."),
}
EXPIRED = _("The registration of the patron has expired.")
NOT_OFFERED = _("The library does not offer the service any more.")


@dataclass(frozen=True)
class Row:
    """A row of the list of requests."""

    shown: ShownRequest
    url: str
    user_id: str
    name: str


def row_of(request: PatronRequest) -> Row:
    """A row of the queue, in the language of the page."""
    patron = get_directory().get(request.user_id)
    return Row(
        shown=show_request(request, for_staff=True),
        url=item_url(request.request_id),
        user_id=request.user_id,
        name=patron.full_name if patron is not None else "",
    )


def item_url(request_id: str) -> str:
    """URL of the page on which a request is handled."""
    query = urlencode({"request": request_id})
    return f"{api.portal.get().absolute_url()}/patron-request?{query}"


def desk_url(**asked: str) -> str:
    """URL of the queue with these filters."""
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{api.portal.get().absolute_url()}/{REQUEST_DESK}{query}"
