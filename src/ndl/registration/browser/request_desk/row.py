"""A row of the queue as text."""

from dataclasses import dataclass
from ndl.registration.browser.layout.home import REQUEST_DESK
from ndl.registration.browser.requests.shown import show_request
from ndl.registration.browser.requests.shown import ShownRequest
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.patrons.directory import get_directory
from plone import api
from urllib.parse import urlencode


@dataclass(frozen=True)
class Row:
    """A row of the list of requests."""

    shown: ShownRequest
    url: str
    user_id: str
    name: str


def row_of(request: PatronRequest) -> Row:
    """A request in the language of the page."""
    patron = get_directory().get(request.user_id)
    return Row(
        shown=show_request(request),
        url=item_url(request.request_id),
        user_id=request.user_id,
        name=patron.full_name if patron is not None else "",
    )


def item_url(request_id: str) -> str:
    """The page on which a request is handled."""
    query = urlencode({"request": request_id})
    return f"{api.portal.get().absolute_url()}/patron-request?{query}"


def desk_url(**asked: str) -> str:
    """The queue with these filters."""
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{api.portal.get().absolute_url()}/{REQUEST_DESK}{query}"
