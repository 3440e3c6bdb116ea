"""The figures of the desk: @registration-figures and @registration-looks."""

from collections.abc import Container
from collections.abc import Iterator
from dataclasses import asdict
from ndl.registration.errors import DomainError
from ndl.registration.review.oversight import LOOK_TABLES
from ndl.registration.review.oversight import oversee
from ndl.registration.review.reasons import reason_titles
from ndl.registration.review.span import parse_span
from ndl.registration.review.span import Span
from ndl.registration.review.span import SPAN_NAMES
from ndl.registration.review.span import SpanFaulty
from ndl.registration.review.statistics import FIGURE_TABLES
from ndl.registration.review.statistics import ReasonLine
from ndl.registration.review.statistics import Statistics
from ndl.registration.services.body import text_in
from ndl.registration.services.errors import refuse
from ndl.registration.services.errors import say
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
        """Read the name of the file from the URL."""
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
        """The table in the path, or empty."""
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


class FiguresGet(FiguresService):
    """Takes `since`, `until` and `by`; `/lines.csv` and the like are files."""

    def answer(self) -> Any:
        """All tables, or one as a file."""
        span = self.span()
        found = Statistics(span)
        table = self.table_in(FIGURE_TABLES)
        if table:
            return self.send(found.pieces_of(table), f"desk-{table}.csv")
        return {
            "@id": self.url("@registration-figures"),
            **span.to_texts(),
            "total": asdict(found.total),
            "lines": [asdict(line) for line in found.lines],
            "reasons": [self._reason(line) for line in found.reasons],
            "editors": [asdict(line) for line in found.editors],
        }

    def _reason(self, line: ReasonLine) -> dict[str, Any]:
        (title,) = reason_titles([line.reason])
        return {**asdict(line), "title": say(self.request, title)}


class LooksGet(FiguresService):
    """Takes `since` and `until`; `/editors.csv` and `/unusual.csv` are files."""

    def answer(self) -> Any:
        """Both tables, or one as a file."""
        span = self.span()
        table = self.table_in(LOOK_TABLES)
        found = oversee(span)
        if table:
            return self.send(found.pieces_of(table), f"desk-looks-{table}.csv")
        return {
            "@id": self.url("@registration-looks"),
            "since": span.since.isoformat(),
            "until": span.until.isoformat(),
            "editors": [asdict(line) for line in found.editors],
            "unusual": [
                asdict(day) | {"applications": day.applications.split()}
                for day in found.unusual
            ],
        }
