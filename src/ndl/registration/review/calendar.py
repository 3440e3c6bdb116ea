"""Business days of the library (R120)."""

from datetime import date
from datetime import timedelta
from functools import lru_cache
from holidays import country_holidays
from holidays import HolidayBase
from ndl.registration.settings import settings
from ndl.registration.settings.days import Days
from ndl.registration.settings.days import known_days
from ndl.registration.settings.days import leave_open


def due_date(submitted: date) -> date:
    """The day by which an application is to be decided."""
    return add_business_days(submitted, settings().review_days)


def add_business_days(start: date, count: int) -> date:
    """The `count`-th business day after `start`."""
    closed = _closed()
    day = start
    while count > 0:
        day += timedelta(days=1)
        if _is_open(day, closed):
            count -= 1
    return day


def count_business_days(start: date, end: date) -> int:
    """Number of business days after `start`, up to and including `end`."""
    closed = _closed()
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(_is_open(day, closed) for day in days)


def is_business_day(day: date) -> bool:
    """Whether the day is neither weekend, public holiday nor closing day."""
    return _is_open(day, _closed())


def _is_open(day: date, closed: tuple[Days, ...]) -> bool:
    holidays = _holidays(settings().home_country, day.year)
    if day.weekday() in holidays.weekend or day in holidays:
        return False
    return not any(day in days for days in closed)


def _closed() -> tuple[Days, ...]:
    return _parsed(tuple(settings().closing_days or ()))


@lru_cache(maxsize=16)
def _parsed(texts: tuple[str, ...]) -> tuple[Days, ...]:
    # Plone's registry editor checks only the type of these texts.
    found = tuple(known_days(texts))
    return found if leave_open(found) else ()


@lru_cache(maxsize=16)
def _holidays(country: str, year: int) -> HolidayBase:
    try:
        return country_holidays(country, years=year)
    except NotImplementedError:
        # The package `holidays` does not know this country.
        return HolidayBase(years=year)
