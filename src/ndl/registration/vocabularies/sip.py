"""Choices of the settings of a SIP trunk."""

from ndl.registration import _
from ndl.registration.voice.sip.dialling import Numbers
from ndl.registration.voice.sip.order import Media
from ndl.registration.voice.sip.order import Transport
from typing import Any
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IVocabularyFactory)
def transports(context: Any) -> SimpleVocabulary:
    """Transports of SIP."""
    return _vocabulary(
        {Transport.UDP: _("UDP"), Transport.TCP: _("TCP"), Transport.TLS: _("TLS")}
    )


@provider(IVocabularyFactory)
def media(context: Any) -> SimpleVocabulary:
    """Encryption of the media stream."""
    return _vocabulary(
        {
            Media.PLAIN: _("None"),
            Media.SRTP: _("SRTP with keys in the messages of SIP (needs TLS)"),
            Media.DTLS: _("SRTP with keys by DTLS"),
        }
    )


@provider(IVocabularyFactory)
def numbers(context: Any) -> SimpleVocabulary:
    """Formats of dialled numbers."""
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
