"""@registration-guidance: the library's own texts on patrons' pages.

GET lists the places with their texts, PATCH .../PLACE changes those of one place; an
empty text restores the shipped one.
"""

from ndl.registration.config import LANGUAGES
from ndl.registration.registration.guidance import change_guidance
from ndl.registration.registration.guidance import known_figures
from ndl.registration.registration.guidance import own_text
from ndl.registration.registration.guidance import PLACES
from ndl.registration.services.errors import say
from ndl.registration.services.words.base import Unknown
from ndl.registration.services.words.base import WordsService
from typing import Any


class GuidanceGet(WordsService):
    """All places."""

    def respond(self) -> dict[str, Any]:
        """The library's own texts, and the placeholders that they may use."""
        url = f"{self.context.absolute_url()}/@registration-guidance"
        items = [
            {
                "@id": f"{url}/{place.name}",
                "name": place.name,
                "title": say(self.request, place.title),
                "texts": {one: own_text(place.name, one) for one in LANGUAGES},
            }
            for place in PLACES
        ]
        return {"@id": url, "items": items, "figures": known_figures()}


class GuidancePatch(WordsService):
    """The texts of one place, as HTML by language."""

    def respond(self) -> Any:
        """Store the texts that were sent; the others stay."""
        name = self.path[0] if self.path else ""
        if name not in {place.name for place in PLACES}:
            raise Unknown
        sent = self.by_language(self.body(), "texts")
        texts = {(name, language): text for language, text in sent.items()}
        return self.change(lambda: change_guidance(texts))
