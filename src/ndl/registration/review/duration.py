"""Durations of decisions, and the number of days announced to patrons."""

from collections import Counter
from datetime import timedelta
from ndl.registration.clock import HOUR
from ndl.registration.clock import timestamp
from ndl.registration.clock import today
from ndl.registration.review.figures import DeskFigures
from ndl.registration.review.figures import Event
from ndl.registration.review.figures import get_figures
from ndl.registration.settings import settings


# Fewer decisions are no basis for a forecast.
FEWEST = 20


def told_days() -> int:
    """The announced number of business days until a decision (R141, R142).

    The median of the last weeks if available, otherwise the number in the settings.
    """
    return recent_days() or settings().review_days


def recent_days() -> int | None:
    """The median of business days until a decision, over the last weeks.

    None if the setting is off, or after fewer than FEWEST decisions. Cached for an
    hour for each database connection, as the front page shows it to all visitors.
    """
    if not settings().follows_queue:
        return None
    figures, weeks = get_figures(), settings().queue_weeks
    mark = (timestamp() // HOUR, weeks)
    known = getattr(figures, "_v_median", None)
    if known is None or known[0] != mark:
        known = figures._v_median = (mark, _find_median(figures, weeks))
    return known[1]


def median_of(took: Counter[int]) -> int | None:
    """The days within which at least half were decided; None without decisions."""
    half, passed = took.total() / 2, 0
    for days in sorted(took):
        passed += took[days]
        if passed >= half:
            return days
    return None


def _find_median(figures: DeskFigures, weeks: int) -> int | None:
    took: Counter[int] = Counter()
    for _day, key, number in figures.since(today() - timedelta(weeks=weeks)):
        if key[0] == Event.TOOK:
            took[int(key[1])] += number
    median = median_of(took)
    return max(1, median) if median is not None and took.total() >= FEWEST else None
