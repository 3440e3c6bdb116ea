"""The states of requests, as choices of a setting."""

from ndl.registration.library.requests.words import STATES
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IVocabularyFactory)
def request_states(context: object) -> SimpleVocabulary:
    """All states in the order of the workflow."""
    terms = [SimpleTerm(s.value, s.value, title) for s, title in STATES.items()]
    return SimpleVocabulary(terms)
