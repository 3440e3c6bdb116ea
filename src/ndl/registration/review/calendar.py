"""Business days of the library (R120)."""

from datetime import date
from datetime import timedelta
from functools import lru_cache
from holidays import country_holidays
from holidays import HolidayBase
from ndl.registration.config import JAPAN
from ndl.registration.config import settings


def due_date(submitted: date) -> date:
    """The day by which an application is to be decided."""
    return add_business_days(submitted, settings().review_days)


def last_late_day(today: date) -> date:
    """The last day whose applications should have been decided before today."""
    day = today
    while due_date(day) >= today:
        day -= timedelta(days=1)
    return day


def add_business_days(start: date, count: int) -> date:
    """The `count`-th weekday after `start` that is no Japanese holiday."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        if is_business_day(day):
            count -= 1
    return day


def is_business_day(day: date) -> bool:
    """Whether the library works on this day."""
    return day.weekday() < 5 and day not in _holidays(day.year)


@lru_cache(maxsize=16)
def _holidays(year: int) -> HolidayBase:
    return country_holidays(JAPAN, years=year)
