"""POST @registration-call: a manager is called."""

from ndl.registration.config import LANGUAGES
from ndl.registration.services.body import Malformed
from ndl.registration.services.errors import wanted_language
from ndl.registration.services.words.base import WordsService
from ndl.registration.voice.trial import call_me
from plone import api
from typing import Any


class CallPost(WordsService):
    """Takes `phone` and `language`; what comes of it, GET tells."""

    def answer(self) -> Any:
        """Have the call made."""
        data = self.body()
        phone = self.text(data, "phone")
        language = self.text(data, "language") or wanted_language(self.request)
        if language not in LANGUAGES:
            raise Malformed
        user_id = api.user.get_current().getId() or ""
        return self.change(lambda: call_me(user_id, phone, language))
