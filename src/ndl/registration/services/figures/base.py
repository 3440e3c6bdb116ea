"""Base of the services for figures: all tables as JSON, or one as CSV."""

from collections.abc import Container
from collections.abc import Iterator
from ndl.registration.errors import DomainError
from ndl.registration.review.span import parse_span
from ndl.registration.review.span import Span
from ndl.registration.review.span import SPAN_NAMES
from ndl.registration.review.span import SpanFaulty
from ndl.registration.services.body import text_in
from ndl.registration.services.errors import refuse
from ndl.registration.web.download import Download
from ndl.registration.web.download import send_csv
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.services import Service
from typing import Any
from typing import Self
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest

import json


_END = ".csv"


@implementer(IPublishTraverse)
class FiguresService(Service):
    """A service whose answer is JSON, or a file that its path names."""

    file = ""

    def publishTraverse(self, request: HTTPRequest, name: str) -> Self:
        """Take the name of the file from the address."""
        if self.file:
            raise NotFound(name)
        self.file = name
        return self

    def render(self) -> Any:
        """The file, or JSON; no cache stores it."""
        self.check_permission()
        response = self.request.response
        response.setHeader("Cache-Control", "no-store, private")
        try:
            answer = self.answer()
        except DomainError as error:
            faulty = error.fields if isinstance(error, SpanFaulty) else ()
            fields = dict.fromkeys(faulty, SpanFaulty.message)
            answer = refuse(self.request, error.code, error.message, fields=fields)
        if isinstance(answer, Download):
            return answer
        response.setHeader("Content-Type", self.content_type)
        return json.dumps(json_compatible(answer), indent=2)

    def answer(self) -> Any:
        """The body of the response. A DomainError becomes a refusal."""
        raise NotImplementedError

    def span(self) -> Span:
        """The days that are asked for. Raises Malformed, SpanFaulty."""
        form = self.request.form
        return parse_span({name: text_in(form.get(name, "")) for name in SPAN_NAMES})

    def table_in(self, known: Container[str]) -> str:
        """The table that the path names; empty if it names none."""
        name = self.file.removesuffix(_END)
        if self.file and (name == self.file or name not in known):
            raise NotFound(self.file)
        return name

    def send(self, pieces: Iterator[bytes], name: str) -> Download:
        """A file."""
        return send_csv(self.request.response, pieces, name)

    def url(self, name: str) -> str:
        """The address of the service."""
        return f"{self.context.absolute_url()}/{name}"
