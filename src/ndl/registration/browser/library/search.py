"""The page `search-materials`: the public search of a catalogue (R5, R144)."""

from collections.abc import Sequence
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.forms.request import messages_of
from ndl.registration.browser.forms.request import note_refusal
from ndl.registration.browser.library.page import LibraryPage
from ndl.registration.browser.library.records import RecordFacts
from ndl.registration.browser.library.records import show_record
from ndl.registration.browser.library.records import SORTS
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.library.search.find import Found
from ndl.registration.library.search.find import search
from ndl.registration.library.search.query import Query
from ndl.registration.library.search.query import Sort
from ndl.registration.library.search.query import sorts_of
from ndl.registration.library.search.record import Record
from ndl.registration.library.search.record import seal_record
from ndl.registration.library.search.targets import open_targets
from ndl.registration.library.search.targets import Target
from ndl.registration.library.search.targets import target_named
from ndl.registration.settings import settings
from plone import api
from plone.batching import Batch
from typing import Any
from typing import overload
from zope.i18nmessageid import Message


OWN_ORDER = _("Order of the catalogue")
_FIELDS = ("any", "title", "author", "isbn")


class SearchMaterials(RecordFacts, LibraryPage):
    """The search form. It is sent by GET, so that a search can be bookmarked."""

    title = _("Search for materials")
    error_fields = {Code.ISBN_WRONG: "isbn"}
    found: Found | None = None

    def prepare(self) -> None:
        """Search, unless nothing was sent."""
        if self.query.is_empty and not self.is_sent:
            return
        try:
            self.found = search(self.query, self.target, self.client, self.start)
        except DomainError as error:
            note_refusal(self.request, error)
            field = self.error_fields.get(error.code, "")
            for message in messages_of(error):
                if field:
                    self.add_field_error(field, message)
                else:
                    self.message = message

    @cached_property
    def query(self) -> Query:
        """The query as typed; an unknown sort order is ignored."""
        typed = {name: self.text_of(name) for name in _FIELDS}
        sort = self.text_of("sort")
        return Query(**typed, sort=Sort(sort) if sort in list(Sort) else Sort.RELEVANCE)

    @property
    def is_sent(self) -> bool:
        """Whether the form was sent, even if empty."""
        return any(name in self.request.form for name in _FIELDS)

    @cached_property
    def target(self) -> Target:
        """The chosen catalogue, or the first one. Raises UnknownTarget."""
        return target_named(self.text_of("catalogue"))

    @property
    def start(self) -> int:
        """Number of results on the previous pages."""
        return self.batch_start

    @cached_property
    def targets(self) -> list[Target]:
        """The catalogues to choose from."""
        return open_targets()

    @property
    def chosen(self) -> str:
        """The name of the chosen catalogue, or empty."""
        return self.text_of("catalogue")

    @property
    def sorts(self) -> list[dict[str, Any]]:
        """The sort orders that at least one of the catalogues supports."""
        known = {sort for target in self.targets for sort in sorts_of(target)}
        return [
            {"value": sort.value, "title": SORTS.get(sort, OWN_ORDER)}
            for sort in Sort
            if sort in known
        ]

    @property
    def batch(self) -> Batch:
        """The results of this page, with paging."""
        found = self.found or Found(0, 0, ())
        return Batch(Hits(found), size=settings().search_batch, start=self.start)

    @property
    def summary(self) -> str:
        """Number of results, and the catalogue."""
        total = 0 if self.found is None else self.found.total
        words = _("${total} found in ${catalogue}")
        return Message(words, mapping={"total": total, "catalogue": self.target.title})

    @property
    def results(self) -> list[dict[str, Any]]:
        """The records, each with the sealed token to keep it by."""
        found = self.found.records if self.found else ()
        return [show_record(one) | {"token": seal_record(one)} for one in found]

    @property
    def add_url(self) -> str:
        """URL of the page that adds a record to a list."""
        return f"{self.context.absolute_url()}/my-list-add"

    @property
    def is_anonymous(self) -> bool:
        """Whether keeping a record needs a login first."""
        return api.user.is_anonymous()

    @property
    def here(self) -> str:
        """URL of these results."""
        return f"{self.url}?{self.request.get('QUERY_STRING', '')}"


class Hits(Sequence[Record | None]):
    """All results as a sequence; None outside of the loaded page."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def __len__(self) -> int:
        return self._found.total

    @overload
    def __getitem__(self, index: int) -> Record | None: ...
    @overload
    def __getitem__(self, index: slice) -> list[Record | None]: ...
    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        place = index - self._found.start
        here = self._found.records
        return here[place] if 0 <= place < len(here) else None
