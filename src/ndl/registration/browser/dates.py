"""Dates in the language of the page and the zone of the site."""

from babel.dates import format_datetime
from datetime import date
from datetime import datetime
from ndl.registration.browser.languages import page_language
from ndl.registration.clock import site_zone
from ndl.registration.dates import day_in
from ndl.registration.declaration.dates import era_of


JAPANESE = "ja"


def show_moment(moment: datetime) -> str:
    """Date and time in the zone of the site, as text."""
    local = moment.astimezone(site_zone())
    return format_datetime(local, "medium", locale=page_language())


def day_of(moment: datetime) -> date:
    """The day of a moment, in the zone of the site."""
    return moment.astimezone(site_zone()).date()


def show_day(day: date) -> str:
    """A date as text."""
    return day_in(day, page_language())


def show_birth(day: date) -> str:
    """A date of birth as text, with the year of the Japanese era."""
    shown, era = show_day(day), era_of(day)
    if era is None:
        return shown
    count = era.year_of(day)
    if page_language() != JAPANESE:
        return f"{shown} ({era.latin} {count})"
    year, rest = shown.split("年", 1)
    return f"{year}年({era.name}{'元' if count == 1 else count}年){rest}"
