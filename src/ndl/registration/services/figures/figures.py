"""The figures of the desk: @registration-figures and @registration-looks."""

from collections.abc import Container
from collections.abc import Iterator
from collections.abc import Mapping
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
from ndl.registration.services.patron import FileService
from ndl.registration.web.download import Download
from ndl.registration.web.download import send_csv
from typing import Any
from typing import Self
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


_END = ".csv"


@implementer(IPublishTraverse)
class FiguresService(FileService):
    """A service that answers with JSON, or with the file named in its path."""

    file = ""

    def publishTraverse(self, request: HTTPRequest, name: str) -> Self:
        """Read the name of the file from the URL."""
        if self.file:
            raise NotFound(name)
        self.file = name
        return self

    def refuse(
        self, error: DomainError, fields: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The answer for a refusal, with the faulty days as fields."""
        if isinstance(error, SpanFaulty):
            fields = dict.fromkeys(error.fields, error.message)
        return super().refuse(error, fields)

    def span(self) -> Span:
        """The requested span of days. Raises Malformed, SpanFaulty."""
        form = self.request.form
        return parse_span({name: text_in(form.get(name, "")) for name in SPAN_NAMES})

    def table_in(self, known: Container[str]) -> str:
        """The table in the path, empty if there is none. Raises NotFound."""
        name = self.file.removesuffix(_END)
        if self.file and (name == self.file or name not in known):
            raise NotFound(self.file)
        return name

    def send(self, pieces: Iterator[bytes], name: str) -> Download:
        """Send the pieces as a CSV file."""
        return send_csv(self.request.response, pieces, name)

    def url(self, name: str) -> str:
        """URL of the service with this name."""
        return f"{self.context.absolute_url()}/{name}"


class FiguresGet(FiguresService):
    """Takes `since`, `until` and `by`; `/lines.csv` and the like are files."""

    def respond(self) -> Any:
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
        return {**asdict(line), "title": self.say(title)}


class LooksGet(FiguresService):
    """Takes `since` and `until`; `/editors.csv` and `/unusual.csv` are files."""

    def respond(self) -> Any:
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
