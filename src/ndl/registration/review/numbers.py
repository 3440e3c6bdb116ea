"""The number of an application, and the title that Plone's own lists show."""

from ndl.registration import _
from ndl.registration.clock import today
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from ndl.registration.review.entry import ApplicationKind
from ndl.registration.review.entry import kind_of
from plone import api
from zope.i18n import translate

import secrets


# No vowels, so that no words appear, and no letters that look like 0 or 1.
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
_LENGTH = 4
_DATE = "%y%m%d"
DATE_LENGTH = len("260401")
_TITLES = {
    ApplicationKind.NEW: _("First application ${number}"),
    ApplicationKind.AGAIN: _("Application again ${number}"),
    ApplicationKind.CHANGE: _("Change of data ${number}"),
}


def unused_number(desk: RegistrationDesk) -> str:
    """A free number, easy to read out; random part first, to spread those of a day."""
    while True:
        drawn = "".join(secrets.choice(_ALPHABET) for _i in range(_LENGTH))
        number = f"{drawn}-{today():{_DATE}}"
        if number not in desk:
            return number


def title_of(application: RegistrationApplication) -> str:
    """Kind and number in the language of the site, without personal data."""
    message = title_words(kind_of(application), application.getId())
    language = api.portal.get_default_language()
    return str(translate(message, target_language=language))


def title_words(kind: str, number: str) -> str:
    """The title as a message that can be translated."""
    return _(_TITLES[ApplicationKind(kind)], mapping={"number": number})
