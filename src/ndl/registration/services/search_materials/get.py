"""GET @search-materials: records of a catalogue; without terms, the catalogues."""

from ndl.registration.library.search.find import search
from ndl.registration.library.search.query import Query
from ndl.registration.library.search.query import Sort
from ndl.registration.library.search.query import sorts_of
from ndl.registration.library.search.record import seal_record
from ndl.registration.library.search.record import to_plain
from ndl.registration.library.search.targets import open_targets
from ndl.registration.library.search.targets import Target
from ndl.registration.library.search.targets import target_named
from ndl.registration.services.body import Malformed
from ndl.registration.services.patron import AccountService
from ndl.registration.settings import settings
from typing import Any


_FIELDS = ("any", "title", "author", "isbn")


class SearchMaterialsGet(AccountService):
    """Takes `any`, `title`, `author`, `isbn`, `sort`, `catalogue`, `b_start`."""

    def respond(self) -> dict[str, Any]:
        """The catalogues, and the records that were found."""
        url = f"{self.context.absolute_url()}/@search-materials"
        answer = {"@id": url, "catalogues": [self._describe(t) for t in open_targets()]}
        if not any(name in self.request.form for name in _FIELDS):
            return answer
        target = target_named(self.text_of("catalogue"))
        found = search(self._query, target, self.client, self.batch_start)
        return answer | {
            "catalogue": target.name,
            "items_total": found.total,
            "b_start": found.start,
            "b_size": settings().search_batch,
            "unreadable": found.unreadable,
            "items": [
                to_plain(record) | {"token": seal_record(record)}
                for record in found.records
            ],
        }

    @property
    def _query(self) -> Query:
        typed = {name: self.text_of(name) for name in _FIELDS}
        sort = self.text_of("sort") or Sort.RELEVANCE
        if sort not in list(Sort):
            raise Malformed
        return Query(**typed, sort=Sort(sort))

    def _describe(self, target: Target) -> dict[str, Any]:
        return {
            "name": target.name,
            "title": self.say(target.title),
            "fields": [n for n in _FIELDS if getattr(target, f"index_{n}")],
            "sorts": [sort.value for sort in sorts_of(target)],
        }
