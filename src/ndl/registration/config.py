"""Names, constants and the clock, for use in every package."""

from babel.dates import format_date
from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import tzinfo
from datetime import UTC
from plone.registry.interfaces import IRegistry
from zoneinfo import ZoneInfo
from zope.component import getUtility
from zope.component.hooks import getSite


PLUGIN_ID = "ndl_registration"
FRONT_DOOR = "user-registration"
DESK_ID = "registration-desk"
KEY_RING = "ndl.registration"
SETTINGS_PREFIX = "ndl.registration"
MAIL_QUEUE = "mailqueue"
AUDIT_LOGGER = "ndl.registration.audit"

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
CLOCK_SKEW = 5

JAPAN = "JP"

# Languages of the library's texts; readers of any other language get the first.
LANGUAGES = ("en", "ja")
_BETWEEN = {"en": ", ", "ja": "、"}

PERMISSION_REVIEW = "ndl.registration: Review Applications"
PERMISSION_MERGE = "ndl.registration: Merge Registrations"
PERMISSION_COUNTER = "ndl.registration: Work at the Counter"
PERMISSION_REQUESTS = "ndl.registration: Handle Requests"

ROLE_SIMPLE = "Simple Patron"
ROLE_OFFICIAL = "Official Patron"
ROLE_IN_JAPAN = "Patron in Japan"
ROLE_OVERSEAS = "Patron Overseas"
ROLE_EDITOR = "Registration Editor"
ROLE_COUNTER = "Registration Counter"
ROLE_REQUESTS = "Request Editor"
GROUP_EDITORS = "registration-editors"
GROUP_COUNTER = "registration-counter"
GROUP_REQUESTS = "patron-request-editors"
# Prefixes of the names of groups: patrons who may use or request a service.
SERVICE_GROUP = "service-"
REQUEST_GROUP = "request-"


def supported_language(language: str) -> str:
    """The language from LANGUAGES in which to write to a reader of `language`."""
    code = (language or "").lower().split("-")[0]
    return code if code in LANGUAGES else LANGUAGES[0]


def listed_in(texts: Iterable[str], language: str) -> str:
    """Texts joined with the separator that a language uses in lists."""
    return _BETWEEN[supported_language(language)].join(texts)


def now() -> datetime:
    """The current moment, in UTC."""
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


def day_in(day: date, language: str) -> str:
    """A date in the long format of a language."""
    return str(format_date(day, "long", locale=supported_language(language)))


def moment_in(moment: datetime, language: str) -> str:
    """Date, hour and minute in the site's time zone, in the format of a language."""
    local = moment.astimezone(site_zone())
    return f"{day_in(local.date(), language)} {local:%H:%M}"


def timestamp() -> int:
    """The current moment as whole seconds since the epoch."""
    return int(now().timestamp())


def is_over(since: int, life: int, ahead: int = CLOCK_SKEW) -> bool:
    """Whether a period of `life` seconds that began at `since` is over.

    A beginning in the future counts as over as well: the clock was set back, so the
    age is unknown. `ahead` is the difference in seconds that is tolerated between the
    clocks of several machines.
    """
    return not -ahead <= timestamp() - since < life


def minutes_of(seconds: int) -> int:
    """A lifetime in whole minutes, for display; at least 1."""
    return max(1, seconds // MINUTE)


def hours_of(seconds: int) -> int:
    """A lifetime in whole hours, for display; at least 1."""
    return max(1, seconds // HOUR)


def minutes_until(seconds: int) -> int:
    """A waiting time in whole minutes, rounded up."""
    return -(-seconds // MINUTE)


def site_path() -> str:
    """Path of the current site in the database; empty if there is no site."""
    site = getSite()
    return "" if site is None else "/".join(site.getPhysicalPath())


def site_zone() -> tzinfo:
    """The time zone in which the site shows dates and counts days; UTC by default."""
    name = getUtility(IRegistry).get("plone.portal_timezone") or "UTC"
    return ZoneInfo(name)
