"""Editors' looks at personal data, for managers."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.desk.figure_plots import cells_of
from ndl.registration.browser.desk.figure_plots import Figures
from ndl.registration.browser.desk.span_page import span_in
from ndl.registration.browser.desk.span_page import SpanPage
from ndl.registration.browser.forms.request import text_of
from ndl.registration.review.oversight import LOOK_TABLES
from ndl.registration.review.oversight import LookLine
from ndl.registration.review.oversight import oversee
from ndl.registration.review.oversight import Oversight
from ndl.registration.web.download import Download
from ndl.registration.web.download import send_csv
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.i18n import translate


_UNUSUAL = _("Unusual")
_COLUMNS = (
    _("Editor"),
    _("Applications"),
    _("Looks"),
    _("Pictures"),
    _("Lists"),
    _("Exports"),
    _("Applications with a step"),
    _("Applications without a step"),
)
_DAY_COLUMNS = (
    _("Day"),
    _("Editor"),
    _("Applications"),
    _("Applications without a step"),
)


class DeskLooks(SpanPage):
    """Looks and steps of each editor; unusual numbers of looks are marked by text."""

    title = _("Looks at applications")
    hint = _(
        "Applications that an editor has looked at, and on how many of them the "
        "same editor has decided or asked something. Every single view is "
        "recorded in the audit log."
    )

    @cached_property
    def oversight(self) -> Oversight:
        """The looks of the chosen days. Records that they were shown."""
        return oversee(self.span)

    @property
    def tables(self) -> list[Figures]:
        """One table by editor, one of unusual days."""
        lines, days = self.oversight.editors, self.oversight.unusual
        file = "desk-looks-csv"
        cells = [self._cells(line) for line in lines]
        marked = (number for number, line in enumerate(lines) if line.is_unusual)
        editors = Figures(
            name="editors",
            title=_("By editor"),
            columns=_COLUMNS,
            rows=tuple(cells_of(_COLUMNS, one) for one in cells),
            file_url=self.address(file, table="editors"),
            marked=frozenset(marked),
        )
        rows = [
            (one.day, one.editor, one.applications, one.without_step) for one in days
        ]
        unusual = Figures(
            name="unusual",
            title=_("Days with many looks and no step"),
            columns=_DAY_COLUMNS,
            rows=tuple(cells_of(_DAY_COLUMNS, row, 3) for row in rows),
            file_url=self.address(file, table="unusual"),
        )
        return [editors, unusual]

    def _cells(self, line: LookLine) -> tuple[object, ...]:
        word = translate(_UNUSUAL, context=self.request)
        editor = f"{line.editor} ({word})" if line.is_unusual else line.editor
        return (
            editor,
            line.applications,
            line.looks,
            line.pictures,
            line.lists,
            line.exports,
            line.with_step,
            line.without_step,
        )


class DeskLooksFile(BrowserView):
    """One table as CSV."""

    def __call__(self) -> Download:
        """The CSV file, generated while it is sent."""
        table = text_of(self.request, "table") or "editors"
        if table not in LOOK_TABLES:
            raise NotFound(table)
        pieces = oversee(span_in(self.request)).pieces_of(table)
        return send_csv(self.request.response, pieces, f"desk-looks-{table}.csv")
