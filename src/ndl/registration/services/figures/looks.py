"""GET @registration-looks: who has looked at what, for managers."""

from dataclasses import asdict
from ndl.registration.review.oversight import oversee
from ndl.registration.review.oversight import TABLES
from ndl.registration.services.figures.base import FiguresService
from typing import Any


class LooksGet(FiguresService):
    """Takes `since` and `until`; `/editors.csv` and `/unusual.csv` are files."""

    def answer(self) -> Any:
        """Both tables, or one as a file."""
        span = self.span()
        table = self.table_in(TABLES)
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
