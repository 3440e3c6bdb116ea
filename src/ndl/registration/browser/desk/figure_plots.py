"""The plots of the desk's figures."""

from babel.dates import format_skeleton
from ndl.registration import _
from ndl.registration.browser.desk.plots import bars
from ndl.registration.browser.desk.plots import rows
from ndl.registration.browser.desk.plots import Series
from ndl.registration.browser.languages import page_language
from ndl.registration.review.statistics import Statistics
from zope.i18n import translate
from ZPublisher.HTTPRequest import HTTPRequest


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
# Each with the names of figures and their titles.
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
    """One of PLOTS, in the language of the page."""

    def say(text: str) -> str:
        return translate(text, context=request)

    title, none = say(PLOTS[name]), say(_NONE)
    if name == REASONS:
        found = statistics.reasons
        # The table below has their words, which are too long here.
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
