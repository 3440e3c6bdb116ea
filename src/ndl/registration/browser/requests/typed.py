"""Posted values whose fields no longer exist, as the service has changed."""

from collections.abc import Collection
from collections.abc import Mapping
from functools import cached_property
from ndl.registration.browser.forms.request import drop_strange_values
from ndl.registration.browser.forms.request import is_posted
from ndl.registration.browser.forms.request import WIDGETS
from ndl.registration.library.requests.words import NO
from ndl.registration.library.requests.words import sent_in_words
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.schema import Field


# More than any service asks; bounds what is shown back to a program.
_MOST, _LONGEST = 50, 20_000


class TypedTexts:
    """For views: `typed_box` shows the patron the texts that have no field any more."""

    request: Any
    typed_box = ViewPageTemplateFile("typed.pt")

    @property
    def taken(self) -> Collection[str]:
        """Names of the fields for which the page has inputs."""
        return ()

    @property
    def known(self) -> Mapping[str, Field]:
        """Fields that provide titles for posted values."""
        return {}

    @cached_property
    def untaken(self) -> list[dict[str, Any]]:
        """Titles and texts, in the order in which they were posted."""
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
            name = key.removeprefix(WIDGETS)
            if not key.startswith(WIDGETS) or not name.isidentifier():
                continue
            values = value if isinstance(value, list | tuple) else [value]
            texts = [one[:_LONGEST] for one in values if isinstance(one, str)]
            filled = [one for one in texts if one.strip() and one != "--NOVALUE--"]
            if filled:
                found[name] = filled
        return found
