"""Systems to which requests can be handed over."""

from ndl.registration.library.handover.interfaces import IRequestBackend
from typing import Any
from zope.component import getUtilitiesFor
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IVocabularyFactory)
def request_backends(context: Any) -> SimpleVocabulary:
    """The registered systems."""
    found = sorted(getUtilitiesFor(IRequestBackend), key=lambda pair: pair[0])
    return SimpleVocabulary([SimpleTerm(name, name, p.title) for name, p in found])
