"""GET @search-materials: what a catalogue has; without terms, the catalogues."""

from ndl.registration.browser.forms.request import batch_start
from ndl.registration.browser.forms.request import text_of
from ndl.registration.errors import DomainError
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
from ndl.registration.services.errors import refuse
from ndl.registration.services.errors import say
from ndl.registration.settings import settings
from ndl.registration.web.cookies import client_of
from plone.restapi.services import Service
from typing import Any


_FIELDS = ("any", "title", "author", "isbn")


class SearchMaterialsGet(Service):
    """Takes `any`, `title`, `author`, `isbn`, `sort`, `catalogue`, `b_start`."""

    def reply(self) -> dict[str, Any]:
        """The records, or a refusal."""
        self.request.response.setHeader("Cache-Control", "no-store, private")
        try:
            return self._answer()
        except DomainError as error:
            return refuse(self.request, error.code, error.message)

    def _answer(self) -> dict[str, Any]:
        url = f"{self.context.absolute_url()}/@search-materials"
        answer = {"@id": url, "catalogues": [self._describe(t) for t in open_targets()]}
        if not any(name in self.request.form for name in _FIELDS):
            return answer
        target = target_named(text_of(self.request, "catalogue"))
        client = client_of(self.request)
        found = search(self._query, target, client, batch_start(self.request))
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
        typed = {name: text_of(self.request, name) for name in _FIELDS}
        sort = text_of(self.request, "sort") or Sort.RELEVANCE
        if sort not in list(Sort):
            raise Malformed
        return Query(**typed, sort=Sort(sort))

    def _describe(self, target: Target) -> dict[str, Any]:
        return {
            "name": target.name,
            "title": say(self.request, target.title),
            "fields": [n for n in _FIELDS if getattr(target, f"index_{n}")],
            "sorts": [sort.value for sort in sorts_of(target)],
        }
