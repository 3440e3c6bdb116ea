"""Texts of the conditions of services."""

from collections.abc import Iterator
from ndl.registration import _
from ndl.registration.declaration.countries import country_name
from ndl.registration.library.entitlements import Condition
from ndl.registration.library.services import Service
from ndl.registration.settings import settings
from zope.i18nmessageid import Message


ANY = _("Simple and official registered users can use it.")
REQUESTS = _(
    "Simple registered users can request it; official registered users can use it."
)
ABROAD = _(
    "Official registered users can use it, and simple registered users who live in "
    "other countries."
)
OFFICIAL = _("Official registered users can use it.")
RESIDENTS = _("It is open to residents of ${country} only.")
CONSENT = _("You have to agree to its terms of use.")
CARD = _("A registered user card is needed, which is issued when you visit.")

MISSING = {
    Condition.RESIDENCE: RESIDENTS,
    Condition.OFFICIAL: _("Official user registration is required."),
    Condition.OFFICIAL_OR_CARD: _(
        "You can place requests. To use what you requested, become an official "
        "registered user or obtain a card when you visit."
    ),
    Condition.CONSENT: _("You have not agreed to its latest terms of use."),
    Condition.CARD: CARD,
    Condition.OTHER: _(
        "The service has conditions of its own. Please ask the library."
    ),
}


def explain(condition: Condition, language: str) -> str:
    """An unmet condition as a message."""
    return _in_country(MISSING[condition], language)


def conditions_of(service: Service, language: str) -> Iterator[str]:
    """The conditions of a service, as messages."""
    if not service.simple:
        yield OFFICIAL
    elif service.simple_abroad_only:
        yield ABROAD
    else:
        yield REQUESTS if service.request_only else ANY
    if service.at_home_only:
        yield _in_country(RESIDENTS, language)
    if service.needs_consent:
        yield CONSENT
    if service.needs_card:
        yield CARD


def _in_country(message: str, language: str) -> str:
    country = country_name(settings().home_country, language)
    return Message(message, mapping={"country": country})
