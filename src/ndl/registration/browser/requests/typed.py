"""Values of a form whose fields no longer exist, as the service has changed."""

from collections.abc import Collection
from collections.abc import Mapping
from functools import cached_property
from ndl.registration.browser.forms.request import drop_strange_values
from ndl.registration.browser.forms.request import is_posted
from ndl.registration.library.requests.words import NO
from ndl.registration.library.requests.words import sent_in_words
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.schema import Field


_PREFIX = "form.widgets."
# More than any service asks; what programs make up is not shown back without end.
_MOST, _LONGEST = 50, 20_000


class TypedTexts:
    """For views: `typed_box` shows the patron what was written and finds no place."""

    request: Any
    typed_box = ViewPageTemplateFile("typed.pt")

    @property
    def taken(self) -> Collection[str]:
        """The fields that the page has inputs for."""
        return ()

    @property
    def known(self) -> Mapping[str, Field]:
        """Fields that give titles to what was sent."""
        return {}

    @cached_property
    def untaken(self) -> list[dict[str, Any]]:
        """Titles and texts, in the order in which they were sent."""
        if not is_posted(self.request):
            return []
        drop_strange_values(self.request)
        return [
            {"title": title, "value": value}
            for name, sent in self._sent().items()
            if name not in self.taken
            for title, value in [sent_in_words(name, self.known.get(name), sent)]
            if value != NO
        ][:_MOST]

    def _sent(self) -> dict[str, list[str]]:
        """Values of the inputs by field, without empty ones."""
        found = {}
        for key, value in self.request.form.items():
            name = key.removeprefix(_PREFIX)
            if not key.startswith(_PREFIX) or not name.isidentifier():
                continue
            values = value if isinstance(value, list | tuple) else [value]
            texts = [one[:_LONGEST] for one in values if isinstance(one, str)]
            filled = [one for one in texts if one.strip() and one != "--NOVALUE--"]
            if filled:
                found[name] = filled
        return found
