"""Who can make voice calls."""

from ndl.registration.voice.interfaces import IVoiceProvider
from typing import Any
from zope.component import getUtilitiesFor
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IVocabularyFactory)
def voice_providers(context: Any) -> SimpleVocabulary:
    """The registered providers."""
    found = sorted(getUtilitiesFor(IVoiceProvider), key=lambda pair: pair[0])
    return SimpleVocabulary([SimpleTerm(name, name, p.title) for name, p in found])
