"""Dates, times and lifetimes, formatted for display."""

from babel.dates import format_date
from datetime import date
from datetime import datetime
from ndl.registration.clock import HOUR
from ndl.registration.clock import MINUTE
from ndl.registration.clock import site_zone
from ndl.registration.config import supported_language


def day_in(day: date, language: str) -> str:
    """A date in the long format of a language."""
    return str(format_date(day, "long", locale=supported_language(language)))


def moment_in(moment: datetime, language: str) -> str:
    """Date, hour and minute in the site's time zone, in the format of a language."""
    local = moment.astimezone(site_zone())
    return f"{day_in(local.date(), language)} {local:%H:%M}"


def minutes_of(seconds: int) -> int:
    """A lifetime in whole minutes, for display; at least 1."""
    return max(1, seconds // MINUTE)


def hours_of(seconds: int) -> int:
    """A lifetime in whole hours, for display; at least 1."""
    return max(1, seconds // HOUR)


def minutes_until(seconds: int) -> int:
    """A waiting time in whole minutes, rounded up."""
    return -(-seconds // MINUTE)
