"""Tables of figures, and their plots."""

from babel.dates import format_skeleton
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.desk.plots import bars
from ndl.registration.browser.desk.plots import rows
from ndl.registration.browser.desk.plots import Series
from ndl.registration.browser.languages import page_language
from ndl.registration.review.statistics import Statistics
from zope.i18n import translate
from ZPublisher.HTTPRequest import HTTPRequest


@dataclass(frozen=True)
class Cell:
    """A cell of a table: a text or a number."""

    title: str
    value: str
    is_number: bool = True


@dataclass(frozen=True)
class Figures:
    """A table with its plots above it.

    `plots` are pairs of URL and alternative text; `marked` are the indexes of
    highlighted rows.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    file_url: str
    plots: tuple[tuple[str, str], ...] = ()
    marked: frozenset[int] = frozenset()


def cells_of(
    titles: tuple[str, ...], values: tuple[object, ...], words: int = 1
) -> tuple[Cell, ...]:
    """A row of cells: `words` texts, then numbers; a dash for None."""
    return tuple(
        Cell(title, "–" if value is None else str(value), number >= words)
        for number, (title, value) in enumerate(zip(titles, values, strict=True))
    )


FLOW = "flow"
STANDING = "standing"
MEDIAN = "median"
REASONS = "reasons"
LINE_PLOTS = (FLOW, STANDING, MEDIAN)
PLOTS = {
    FLOW: _("Applications received and decided"),
    STANDING: _("Applications waiting and overdue"),
    MEDIAN: _("Business days from the receipt to the decision (median)"),
    REASONS: _("How often applications were declined for each reason"),
}
# Fields of a line in each plot, with their titles.
_SERIES = {
    FLOW: (("received", _("Number received")), ("decided", _("Number decided"))),
    STANDING: (
        ("waiting", _("Waiting at the end")),
        ("overdue", _("Overdue at the end")),
    ),
    MEDIAN: (("median", _("Median (business days)")),),
}
_NONE = _("No figures")


def draw(name: str, statistics: Statistics, request: HTTPRequest) -> bytes:
    """Draw a plot of PLOTS as SVG, in the language of the page."""

    def say(text: str) -> str:
        return translate(text, context=request)

    title, none = say(PLOTS[name]), say(_NONE)
    if name == REASONS:
        found = statistics.reasons
        # The labels are numbers: the reasons are too long, and the table below has
        # them.
        numbers = [str(number) for number, _one in enumerate(found, start=1)]
        counts = Series(say(_("Declined")), [one.declined for one in found])
        return rows(title, numbers, counts, none)
    lines = statistics.lines
    language = page_language()
    labels = [format_skeleton("yMd", one.since, locale=language) for one in lines]
    series = [
        Series(say(text), [getattr(line, field) for line in lines])
        for field, text in _SERIES[name]
    ]
    return bars(title, labels, series, none)
