"""Catalog indexes of an application: times and states, no personal data."""

from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.interfaces import IRegistrationApplication
from plone.indexer import indexer


@indexer(IRegistrationApplication)
def decided_with_pictures(application: RegistrationApplication) -> int:
    """When it was decided, while its pictures are still there."""
    if application.decided_at is None or not application.pictures_held():
        raise AttributeError("application_pictures_due")
    return int(application.decided_at.timestamp())


@indexer(IRegistrationApplication)
def unindexed(application: RegistrationApplication) -> None:
    """Nothing: submissions of the same minute would conflict in this index."""
    raise AttributeError("unindexed")


@indexer(IRegistrationApplication)
def no_words(application: RegistrationApplication) -> str:
    """Not the number: submissions would conflict in the index of words."""
    return ""
