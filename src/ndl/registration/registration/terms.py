"""Versions of the terms and conditions, and the patrons' agreement (R58)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from ndl.registration import _
from ndl.registration import stores
from ndl.registration.clock import now
from ndl.registration.config import LANGUAGES
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.store_interfaces.staff import ITermsBook
from persistent import Persistent
from zope.component import getUtility
from zope.interface import implementer


class TermsIncomplete(DomainError):
    """The terms are not written in every language."""

    code = Code.TERMS_INCOMPLETE
    message = _("Please enter the terms and conditions in every language.")


class TermsChanged(DomainError):
    """The version agreed to is not the current one."""

    code = Code.TERMS_CHANGED
    message = _(
        "The terms and conditions have changed since this page was shown. Please "
        "read the new ones and accept them."
    )


@dataclass(frozen=True)
class Terms:
    """One version; `texts` is HTML by language, empty for the shipped text.

    With `asks_again`, patrons who agreed to an older version are asked to agree
    to this one.
    """

    version: str
    texts: Mapping[str, str]
    since: datetime | None = None
    asks_again: bool = False


SHIPPED = Terms("1", {})


@implementer(ITermsBook)
class TermsBook(Persistent):
    """All versions of the terms; append-only."""

    def __init__(self) -> None:
        self._published: tuple[Terms, ...] = ()

    @property
    def versions(self) -> tuple[Terms, ...]:
        """All versions, the current one first."""
        return (*reversed(self._published), SHIPPED)

    @property
    def is_published(self) -> bool:
        """Whether the library has published terms of its own."""
        return bool(self._published)

    @property
    def current(self) -> Terms:
        """The version that patrons agree to now."""
        return self.versions[0]

    def find(self, version: str) -> Terms | None:
        """The terms of this version; None if unknown."""
        return next((t for t in self.versions if t.version == version), None)

    def add(self, texts: Mapping[str, str], asks_again: bool) -> Terms:
        """Add a new version, which becomes the current one."""
        version = str(len(self.versions) + 1)
        terms = Terms(version, dict(texts), now(), asks_again)
        self._published = (*self._published, terms)
        return terms

    def asks(self, accepted: str) -> bool:
        """Whether a patron who agreed to version `accepted` is asked again."""
        for terms in self.versions:
            if terms.version == accepted:
                return False
            if terms.asks_again:
                return True
        return False


def get_terms() -> TermsBook:
    """The terms of the current site."""
    return getUtility(ITermsBook)


def publish_terms(texts: Mapping[str, str], asks_again: bool, previous: str) -> Terms:
    """Publish a new version.

    `previous` is the version that the editor saw as the current one; a second
    submit of the same form publishes nothing. Raises TermsIncomplete.
    """
    return publish(get_terms(), texts, asks_again, previous)


def publish(
    book: TermsBook,
    texts: Mapping[str, str],
    asks_again: bool,
    previous: str,
    **details: str,
) -> Terms:
    """Publish a new version in any book of terms, see publish_terms.

    `details` go to the audit log. Raises TermsIncomplete.
    """
    if not all(texts.get(language, "").strip() for language in LANGUAGES):
        raise TermsIncomplete
    if book.current.version != previous:
        return book.current
    terms = book.add(texts, asks_again)
    tag = AuditTag.TERMS_PUBLISHED
    audit(tag, version=terms.version, asks_again=asks_again, **details)
    return terms


def must_accept(user_id: str) -> bool:
    """Whether the patron has to agree to newer terms; False for other users."""
    patron = get_directory().get(user_id)
    return patron is not None and get_terms().asks(patron.terms_version)


def refuse_old_terms(shown: str) -> None:
    """Raise TermsChanged unless the version that was shown is the current one."""
    if shown != get_terms().current.version:
        raise TermsChanged


def accept_terms(user_id: str, shown: str) -> None:
    """Record that the patron agrees to the version shown. Raises TermsChanged."""
    refuse_old_terms(shown)
    patron = get_directory()[user_id]
    if patron.terms_version != shown:
        patron.accept_terms(shown)
        audit(AuditTag.TERMS_ACCEPTED, user_id, version=shown)


stores.register(ITermsBook, TermsBook)
