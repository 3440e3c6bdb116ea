"""Checks of the set-up of the Zope process."""

from App.config import getConfiguration
from datetime import timedelta
from ndl.registration import _
from ndl.registration.clock import now
from ndl.registration.clock import site_zone
from ndl.registration.clock import timestamp
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import unsafe
from ndl.registration.health.finding import warning
from ndl.registration.limits.counters import MEMORY
from ndl.registration.settings import settings
from persistent.TimeStamp import TimeStamp
from typing import Any
from zope.component.hooks import getSite


SHARED_STORAGES = ("ZEO", "relstorage")
# Seconds by which the clocks of servers may differ.
TOLERANCE = 30
# Zones that agree today may differ in half a year, by daylight saving time.
HALF_A_YEAR = timedelta(days=183)


def debug_mode_is_off() -> Finding:
    """Check that visitors see no tracebacks, and that debug mode is off."""
    configuration = getConfiguration()
    if getattr(configuration, "debug_exceptions", False):
        return unsafe(
            _("Visitors see tracebacks of errors."),
            _("Set debug-exceptions to off in zope.conf."),
        )
    if getattr(configuration, "debug_mode", False):
        return warning(
            _("Zope runs in debug mode, which is slow."),
            _("Set debug-mode to off in zope.conf."),
        )
    return fine(_("Debug mode is off."))


def limits_count_for_all() -> Finding:
    """Check that limits per network address count for all processes together."""
    if not settings().limits_storage.startswith(MEMORY):
        return fine(_("Limits are counted in one place for all processes."))
    if _is_shared(getSite()._p_jar.db().storage):
        return warning(
            _(
                "Several processes can serve this database, but each counts limits "
                "for itself: with n processes, n times as many tries are open."
            ),
            _("Set the storage of limits in the control panel to a Redis server."),
        )
    return fine(_("One process serves this database and counts limits in memory."))


def clock_is_right() -> Finding:
    """Check that the clock is not behind the last transaction of the database."""
    last = TimeStamp(getSite()._p_jar.db().lastTransaction()).timeTime()
    ahead = int(last - timestamp())
    if ahead > TOLERANCE:
        return unsafe(
            _(
                "The clock is ${seconds} seconds behind the last entry of the "
                "database: codes, links and sessions live too long.",
                mapping={"seconds": ahead},
            ),
            _("Synchronise the clocks of all machines by a time service (NTP)."),
        )
    return fine(_("The clock agrees with the database."))


def zone_is_that_of_the_site() -> Finding:
    """Check that the process, whose zone Plone's lists use, has the site's zone."""
    zone = site_zone()
    for moment in (now(), now() + HALF_A_YEAR):
        if moment.astimezone().utcoffset() != moment.astimezone(zone).utcoffset():
            return warning(
                _("Plone's own lists show times of another zone than the site."),
                _(
                    "Set TZ to ${zone} in the environment of Zope.",
                    mapping={"zone": str(zone)},
                ),
            )
    return fine(_("Zope runs in the time zone of the site."))


def _is_shared(storage: Any) -> bool:
    while hasattr(storage, "base"):
        storage = storage.base
    return type(storage).__module__.partition(".")[0] in SHARED_STORAGES
