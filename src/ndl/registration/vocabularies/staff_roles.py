"""Roles that can be chosen for the two-factor login of staff."""

from ndl.registration.config import ROLE_IN_JAPAN
from ndl.registration.config import ROLE_OFFICIAL
from ndl.registration.config import ROLE_OVERSEAS
from ndl.registration.config import ROLE_SIMPLE
from typing import Any
from zope.component import getUtility
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleVocabulary


# Held by everybody or by nobody, or by patrons, who need a code in any case.
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
    """The roles of the site that are given to staff, with Plone's titles."""
    roles = getUtility(IVocabularyFactory, name="plone.app.vocabularies.Roles")
    return SimpleVocabulary([t for t in roles(context) if t.value not in _OTHERS])
