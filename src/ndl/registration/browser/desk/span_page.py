"""Base of the pages with figures for a span of days."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.desk.page import DeskPage
from ndl.registration.browser.forms.request import text_of
from ndl.registration.review.effect import TAKE_OVER
from ndl.registration.review.span import parse_span
from ndl.registration.review.span import Span
from ndl.registration.review.span import SPAN_NAMES
from ndl.registration.review.span import SpanFaulty
from ndl.registration.review.span import usual_span
from plone import api
from urllib.parse import urlencode
from zExceptions import BadRequest
from ZPublisher.HTTPRequest import HTTPRequest


class SpanPage(DeskPage):
    """A page with a form for the days, and tables below it."""

    day_fields = (("since", _("From")), ("until", _("Until")))
    # Spans that a line may cover, such as a week; empty if there is no choice.
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def has_looks(self) -> bool:
        """Whether the current user may see the page of looks."""
        return api.user.has_permission(TAKE_OVER)

    def get(self) -> str:
        """Show the figures; for invalid input, errors and the default span."""
        try:
            self.span = parse_span(self.asked)
        except SpanFaulty as error:
            self.span = usual_span()
            self.request.response.setStatus(400)
            for name in error.fields:
                self.add_field_error(name, error.message)
        return self.index()

    @cached_property
    def asked(self) -> dict[str, str]:
        """The parameters of the URL."""
        return asked_in(self.request)

    @property
    def shown(self) -> dict[str, str]:
        """Values of the fields: as typed, or the span that is shown."""
        return self.span.to_texts() | {
            name: text for name, text in self.asked.items() if text
        }

    def address(self, page: str, **values: str) -> str:
        """URL of another page or file for the same span."""
        query = urlencode(self.span.to_texts() | values)
        return f"{self.context.absolute_url()}/{page}?{query}"


def asked_in(request: HTTPRequest) -> dict[str, str]:
    """The parameters of the span in a URL."""
    return {name: text_of(request, name) for name in SPAN_NAMES}


def span_in(request: HTTPRequest) -> Span:
    """The span in a URL that a page has generated. Raises BadRequest."""
    try:
        return parse_span(asked_in(request))
    except SpanFaulty as error:
        raise BadRequest from error
