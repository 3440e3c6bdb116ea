"""Editors' views of applications, for managers: those without a step stand out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from ndl.registration.clock import today
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.review.looks import get_looks
from ndl.registration.review.looks import Look
from ndl.registration.review.looks import LookKind
from ndl.registration.review.span import Span
from ndl.registration.settings import settings
from ndl.registration.sheets import record_pieces


@dataclass(frozen=True)
class LookLine:
    """Counts of one editor: applications, views, and applications with a step.

    `without_step` counts the applications that were viewed without any step.
    """

    editor: str
    applications: int
    looks: int
    pictures: int
    lists: int
    exports: int
    with_step: int
    without_step: int
    is_unusual: bool


@dataclass(frozen=True)
class UnusualDay:
    """A day on which an editor viewed many applications without taking a step."""

    day: str
    editor: str
    without_step: int
    applications: str


LOOK_TABLES = {"editors": LookLine, "unusual": UnusualDay}


@dataclass(frozen=True)
class Oversight:
    """The views in a span of days."""

    span: Span

    @cached_property
    def editors(self) -> list[LookLine]:
        """One line for each editor; those with unusual days come first."""
        found = [self._line(editor) for editor in {look.editor for look in self._looks}]
        return sorted(found, key=lambda one: (not one.is_unusual, one.editor))

    @cached_property
    def unusual(self) -> list[UnusualDay]:
        """The unusual days, newest first; none if the limit is 0."""
        limit = settings().unusual_looks
        days = [
            UnusualDay(day, editor, len(numbers), " ".join(sorted(numbers)))
            for (day, editor), numbers in self._without_step.items()
            if limit and len(numbers) >= limit
        ]
        return sorted(days, key=lambda one: (one.day, one.editor), reverse=True)

    def pieces_of(self, table: str) -> Iterator[bytes]:
        """One of LOOK_TABLES as CSV."""
        return record_pieces(LOOK_TABLES[table], getattr(self, table))

    @cached_property
    def _looks(self) -> list[Look]:
        return list(get_looks().between(self.span.since, self.span.until))

    @cached_property
    def _stepped(self) -> set[tuple[str, str]]:
        """Pairs of editor and application with a step, also after the span."""
        until = max(today(), self.span.until)
        found = get_looks().between(self.span.since, until)
        return {(o.editor, o.application) for o in found if o.kind == LookKind.STEP}

    @cached_property
    def _without_step(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for look in self._looks:
            is_look = look.kind in (LookKind.APPLICATION, LookKind.PICTURE)
            if is_look and (look.editor, look.application) not in self._stepped:
                found.setdefault((look.day, look.editor), set()).add(look.application)
        return found

    def _line(self, editor: str) -> LookLine:
        mine = [look for look in self._looks if look.editor == editor]
        sums: Counter[str] = Counter()
        for look in mine:
            sums[look.kind] += look.number
        numbers = {o.application for o in mine if o.kind == LookKind.APPLICATION}
        stepped = {o.application for o in mine if o.kind == LookKind.STEP}
        alone = [ns for (_day, who), ns in self._without_step.items() if who == editor]
        return LookLine(
            editor=editor,
            applications=len(numbers),
            looks=sums[LookKind.APPLICATION],
            pictures=sums[LookKind.PICTURE],
            lists=sums[LookKind.LIST],
            exports=sums[LookKind.EXPORT],
            with_step=len(stepped),
            without_step=len(set().union(*alone)),
            is_unusual=any(one.editor == editor for one in self.unusual),
        )


def oversee(span: Span) -> Oversight:
    """The views by editors; the request itself is audited."""
    audit(AuditTag.LOOKS_LISTED, since=str(span.since), until=str(span.until))
    return Oversight(span)
