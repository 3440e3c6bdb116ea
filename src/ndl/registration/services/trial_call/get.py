"""GET @registration-call: who makes voice calls, and how far the last trial is."""

from ndl.registration.services.errors import say
from ndl.registration.services.words.base import WordsService
from ndl.registration.voice.trial import outlook
from ndl.registration.voice.trial import SPECIMEN
from ndl.registration.voice.trial import trial_status
from plone import api
from typing import Any


class CallGet(WordsService):
    """Answers for the manager who asks."""

    def answer(self) -> dict[str, Any]:
        """What is in the way, the cost of today, and the last call."""
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
        status = trial_status(api.user.get_current().getId() or "")
        if status is None:
            return None
        return {
            "state": status.state.value,
            "is_over": status.state.is_final,
            "reason": status.reason.value if status.reason else "",
            "seconds": status.seconds,
        }
