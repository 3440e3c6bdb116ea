"""The figures of the desk: plots, tables, and files."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.desk.figure_plots import cells_of
from ndl.registration.browser.desk.figure_plots import draw
from ndl.registration.browser.desk.figure_plots import Figures
from ndl.registration.browser.desk.figure_plots import FLOW
from ndl.registration.browser.desk.figure_plots import LINE_PLOTS
from ndl.registration.browser.desk.figure_plots import PLOTS
from ndl.registration.browser.desk.figure_plots import REASONS
from ndl.registration.browser.desk.span_page import span_in
from ndl.registration.browser.desk.span_page import SpanPage
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.forms.request import text_of
from ndl.registration.review.reasons import reason_titles
from ndl.registration.review.span import By
from ndl.registration.review.statistics import FIGURE_TABLES
from ndl.registration.review.statistics import Line
from ndl.registration.review.statistics import Statistics
from ndl.registration.web.download import Download
from ndl.registration.web.download import send_csv
from Products.Five.browser import BrowserView
from zExceptions import NotFound


_COLUMNS = (
    _("From"),
    _("Until"),
    _("Number received"),
    _("Number decided"),
    _("Verified"),
    _("Declined"),
    _("Withdrawn"),
    _("Waiting at the end"),
    _("Overdue at the end"),
    _("Median (business days)"),
)
_REASON_COLUMNS = (_("No."), _("Reason"), _("Declined"))
_EDITOR_COLUMNS = (_("Editor"), _("Number decided"), _("Verified"), _("Declined"))


class DeskFigures(SpanPage):
    """Received, decided and waiting applications, per day or week."""

    title = _("Figures of the desk")
    hint = _(
        "Waiting and overdue are those of the end of a line. Half of the "
        "decisions took no longer than the median. Withdrawn are also those "
        "whose patron has deregistered."
    )
    steps = ((By.WEEK.value, _("Weeks")), (By.DAY.value, _("Days")))

    @cached_property
    def statistics(self) -> Statistics:
        """The statistics of the chosen days."""
        return Statistics(self.span)

    @property
    def tables(self) -> list[Figures]:
        """The tables, each with its plots; editors only if there were decisions."""
        return [self._lines(), self._reasons(), *self._editors()]

    def _lines(self) -> Figures:
        found = [_cells(line) for line in self.statistics.lines]
        return Figures(
            "lines",
            _("Received and decided"),
            _COLUMNS,
            tuple(cells_of(_COLUMNS, cells, 2) for cells in found),
            self.address("desk-figures-csv", table="lines"),
            tuple(self._plot(name) for name in LINE_PLOTS),
        )

    def _reasons(self) -> Figures:
        lines = self.statistics.reasons
        titles = reason_titles(line.reason for line in lines)
        cells = [
            (number, title, line.declined)
            for number, (title, line) in enumerate(zip(titles, lines, strict=True), 1)
        ]
        return Figures(
            "reasons",
            _("Reasons of decline"),
            _REASON_COLUMNS,
            tuple(cells_of(_REASON_COLUMNS, one, 2) for one in cells),
            self.address("desk-figures-csv", table="reasons"),
            (self._plot(REASONS),) if lines else (),
        )

    def _editors(self) -> list[Figures]:
        lines = self.statistics.editors
        cells = [(one.editor, one.decided, one.verified, one.declined) for one in lines]
        table = Figures(
            "editors",
            _("Decisions by editor"),
            _EDITOR_COLUMNS,
            tuple(cells_of(_EDITOR_COLUMNS, one) for one in cells),
            self.address("desk-figures-csv", table="editors"),
        )
        return [table] if lines else []

    def _plot(self, name: str) -> tuple[str, str]:
        return self.address("desk-figures-plot", plot=name), PLOTS[name]


class DeskPlot(BrowserView):
    """One plot as an SVG picture."""

    def __call__(self) -> bytes:
        """Send the picture; its headers forbid scripts and loading."""
        name = text_of(self.request, "plot") or FLOW
        if name not in PLOTS:
            raise NotFound(name)
        keep_private(self.request)
        response = self.request.response
        response.setHeader("Content-Type", "image/svg+xml; charset=utf-8")
        policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        response.setHeader("Content-Security-Policy", policy)
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin")
        return draw(name, Statistics(span_in(self.request)), self.request)


class DeskFiguresFile(BrowserView):
    """One table as CSV."""

    def __call__(self) -> Download:
        """The CSV file, generated while it is sent."""
        table = text_of(self.request, "table") or "lines"
        if table not in FIGURE_TABLES:
            raise NotFound(table)
        pieces = Statistics(span_in(self.request)).pieces_of(table)
        return send_csv(self.request.response, pieces, f"desk-{table}.csv")


def _cells(line: Line) -> tuple[object, ...]:
    return (
        show_day(line.since),
        show_day(line.until),
        line.received,
        line.decided,
        line.verified,
        line.declined,
        line.withdrawn,
        line.waiting,
        line.overdue,
        line.median,
    )
