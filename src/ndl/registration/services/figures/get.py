"""GET @registration-figures: what came, what was decided, what waits."""

from dataclasses import asdict
from ndl.registration.review.reasons import reason_titles
from ndl.registration.review.statistics import ReasonLine
from ndl.registration.review.statistics import Statistics
from ndl.registration.review.statistics import TABLES
from ndl.registration.services.errors import say
from ndl.registration.services.figures.base import FiguresService
from typing import Any


class FiguresGet(FiguresService):
    """Takes `since`, `until` and `by`; `/lines.csv` and the like are files."""

    def answer(self) -> Any:
        """All tables, or one as a file."""
        span = self.span()
        found = Statistics(span)
        table = self.table_in(TABLES)
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
