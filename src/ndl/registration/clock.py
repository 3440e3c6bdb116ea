"""The clock: current time and date, and the time zone of the site."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import tzinfo
from datetime import UTC
from plone.registry.interfaces import IRegistry
from zoneinfo import ZoneInfo
from zope.component import getUtility


MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
CLOCK_SKEW = 5


def now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The current date in the time zone of the site."""
    return now().astimezone(site_zone()).date()


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """Start and end, in UTC, of a day in the time zone of the site."""
    days = (day, day + timedelta(days=1))
    since, until = (datetime.combine(one, time.min, site_zone()) for one in days)
    return since.astimezone(UTC), until.astimezone(UTC)


def parse_day(text: str) -> date:
    """A date from ISO 8601 text.

    Raises ValueError, also for the first and last dates of the calendar, whose bounds
    cannot be expressed in UTC.
    """
    day = date.fromisoformat(text)
    try:
        bounds_of(day)
    except OverflowError as error:
        raise ValueError(text) from error
    return day


def timestamp() -> int:
    """The current time in whole seconds since the epoch."""
    return int(now().timestamp())


def is_over(since: int, life: int, ahead: int = CLOCK_SKEW) -> bool:
    """Whether a period of `life` seconds that began at `since` is over.

    A beginning in the future counts as over as well: the clock was set back, so the
    age is unknown. `ahead` is the difference in seconds that is tolerated between the
    clocks of several machines.
    """
    return not -ahead <= timestamp() - since < life


def site_zone() -> tzinfo:
    """The time zone in which the site shows dates and counts days; UTC by default."""
    name = getUtility(IRegistry).get("plone.portal_timezone") or "UTC"
    return ZoneInfo(name)
