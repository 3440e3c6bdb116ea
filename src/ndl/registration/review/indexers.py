"""Catalog indexes of an application: times and states, no personal data."""

from DateTime import DateTime
from datetime import datetime
from ndl.registration.clock import bounds_of
from ndl.registration.clock import site_zone
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.interfaces import IRegistrationApplication
from ndl.registration.review.states import history_of
from plone.indexer import indexer


@indexer(IRegistrationApplication)
def decided_with_pictures(application: RegistrationApplication) -> int:
    """Minute of the decision, as long as the pictures are kept.

    Seconds would add a new key each time, so that parallel decisions conflict.
    """
    if application.decided_at is None or not application.pictures_held():
        raise AttributeError("application_pictures_due")
    return int(application.decided_at.replace(second=0).timestamp())


@indexer(IRegistrationApplication)
def day_received(application: RegistrationApplication) -> DateTime:
    """The day of receipt; with the minute, parallel submissions would conflict."""
    return _day_of(application.submitted_at)


@indexer(IRegistrationApplication)
def day_received_as_text(application: RegistrationApplication) -> str:
    """The day of receipt, for the index that holds texts."""
    return _day_of(application.submitted_at).ISO8601()


@indexer(IRegistrationApplication)
def day_of_last_step(application: RegistrationApplication) -> DateTime:
    """The day of the newest entry of the history."""
    history = history_of(application)
    moment = history[-1]["time"].asdatetime() if history else application.submitted_at
    return _day_of(moment)


@indexer(IRegistrationApplication)
def unindexed(application: RegistrationApplication) -> None:
    """No value: with one that all share, every submission would write one row."""
    raise AttributeError("unindexed")


@indexer(IRegistrationApplication)
def no_words(application: RegistrationApplication) -> str:
    """Empty: with the number, submissions would conflict in the index of words."""
    return ""


def _day_of(moment: datetime) -> DateTime:
    begin, _end = bounds_of(moment.astimezone(site_zone()).date())
    return DateTime(begin.astimezone(site_zone()))
