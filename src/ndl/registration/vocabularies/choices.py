"""Choices in the settings."""

from ndl.registration import _
from ndl.registration.config import ROLE_IN_JAPAN
from ndl.registration.config import ROLE_OFFICIAL
from ndl.registration.config import ROLE_OVERSEAS
from ndl.registration.config import ROLE_SIMPLE
from ndl.registration.library.handover.interfaces import IRequestBackend
from ndl.registration.library.requests.words import STATES
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.sip.dialling import Numbers
from ndl.registration.voice.sip.order import Media
from ndl.registration.voice.sip.order import Transport
from typing import Any
from zope.component import getUtilitiesFor
from zope.component import getUtility
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


# Roles of everybody, of nobody in particular, and of patrons, who always need a code.
_OTHERS = frozenset(
    {
        "Anonymous",
        "Authenticated",
        "Owner",
        ROLE_IN_JAPAN,
        ROLE_OFFICIAL,
        ROLE_OVERSEAS,
        ROLE_SIMPLE,
    }
)


@provider(IVocabularyFactory)
def staff_roles(context: Any) -> SimpleVocabulary:
    """The roles of the site that staff may have, with Plone's titles."""
    roles = getUtility(IVocabularyFactory, name="plone.app.vocabularies.Roles")
    return SimpleVocabulary([t for t in roles(context) if t.value not in _OTHERS])


@provider(IVocabularyFactory)
def request_states(context: object) -> SimpleVocabulary:
    """All states of requests, in the order of the workflow."""
    terms = [SimpleTerm(s.value, s.value, title) for s, title in STATES.items()]
    return SimpleVocabulary(terms)


@provider(IVocabularyFactory)
def voice_providers(context: Any) -> SimpleVocabulary:
    """The registered providers of voice calls, by name."""
    found = sorted(getUtilitiesFor(IVoiceProvider), key=lambda pair: pair[0])
    return SimpleVocabulary([SimpleTerm(name, name, p.title) for name, p in found])


@provider(IVocabularyFactory)
def request_backends(context: Any) -> SimpleVocabulary:
    """The registered library systems for requests, by name."""
    found = sorted(getUtilitiesFor(IRequestBackend), key=lambda pair: pair[0])
    return SimpleVocabulary([SimpleTerm(name, name, p.title) for name, p in found])


@provider(IVocabularyFactory)
def sip_transports(context: Any) -> SimpleVocabulary:
    """Transports of SIP."""
    return _vocabulary(
        {Transport.UDP: _("UDP"), Transport.TCP: _("TCP"), Transport.TLS: _("TLS")}
    )


@provider(IVocabularyFactory)
def sip_media(context: Any) -> SimpleVocabulary:
    """Encryption of the media stream."""
    return _vocabulary(
        {
            Media.PLAIN: _("None"),
            Media.SRTP: _("SRTP with keys in the messages of SIP (needs TLS)"),
            Media.DTLS: _("SRTP with keys by DTLS"),
        }
    )


@provider(IVocabularyFactory)
def sip_numbers(context: Any) -> SimpleVocabulary:
    """Formats of dialed numbers."""
    return _vocabulary(
        {
            Numbers.E164: _("With + and country code (+81312345678)"),
            Numbers.DIGITS: _("With country code (81312345678)"),
            Numbers.NATIONAL: _("As within Japan (0312345678)"),
        }
    )


def _vocabulary(titles: dict[Any, str]) -> SimpleVocabulary:
    terms = [SimpleTerm(str(key), str(key), title) for key, title in titles.items()]
    return SimpleVocabulary(terms)
