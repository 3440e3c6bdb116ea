"""`@registration-call`: make a trial call, and read its state."""

from ndl.registration.config import LANGUAGES
from ndl.registration.current_user import current_user_id
from ndl.registration.services.body import Malformed
from ndl.registration.services.errors import say
from ndl.registration.services.errors import wanted_language
from ndl.registration.services.words.base import WordsService
from ndl.registration.voice.trial import call_me
from ndl.registration.voice.trial import outlook
from ndl.registration.voice.trial import SPECIMEN
from ndl.registration.voice.trial import trial_status
from typing import Any


class CallGet(WordsService):
    """The state of the manager's trial call."""

    def respond(self) -> dict[str, Any]:
        """Problems, today's cost, and the last call."""
        known = outlook()
        return {
            "@id": f"{self.context.absolute_url()}/@registration-call",
            "provider": say(self.request, known.title),
            "problems": [say(self.request, problem) for problem in known.problems],
            "is_offered": known.is_offered,
            "cost": known.cost,
            "cost_limit": known.most,
            "code": SPECIMEN,
            "call": self._call(),
        }

    def _call(self) -> dict[str, Any] | None:
        status = trial_status(current_user_id())
        if status is None:
            return None
        return {
            "state": status.state.value,
            "is_over": status.state.is_final,
            "reason": status.reason.value if status.reason else "",
            "seconds": status.seconds,
        }


class CallPost(WordsService):
    """Takes `phone` and `language`; GET returns the result."""

    def respond(self) -> Any:
        """Make the call; 204."""
        data = self.body()
        phone = self.text(data, "phone")
        language = self.text(data, "language") or wanted_language(self.request)
        if language not in LANGUAGES:
            raise Malformed
        user_id = current_user_id()
        return self.change(lambda: call_me(user_id, phone, language))
