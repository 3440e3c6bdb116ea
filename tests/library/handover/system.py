"""A fake library system for tests."""

from ndl.registration.library.handover.interfaces import Handed
from ndl.registration.library.handover.interfaces import IRequestBackend
from ndl.registration.library.handover.interfaces import Outcome
from threading import Lock
from time import monotonic
from time import sleep
from zope.component import getGlobalSiteManager
from zope.interface import implementer


@implementer(IRequestBackend)
class System:
    """Records all calls, and returns the answers set by the test."""

    title = "Test"
    is_remote = True

    def __init__(self):
        self.arrived = []
        self.answers = []
        self.faults = []
        self.wait = 0
        self.lock = Lock()

    def plug_in(self):
        getGlobalSiteManager().registerUtility(self, IRequestBackend, "test")

    def unplug(self):
        getGlobalSiteManager().unregisterUtility(self, IRequestBackend, "test")

    def takes(self, request):
        return request.service != "reference"

    def _answer(self, *what):
        sleep(self.wait)
        with self.lock:
            self.arrived.append(what)
            answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        return answer or Handed(Outcome.TAKEN, "", f"remote-{what[1]}")

    def submit(self, number, request, patron, again):
        return self._answer("submit", number, request.title, again)

    def cancel(self, known, again):
        return self._answer("cancel", known.number, known.remote_id, again)

    def ask(self, known):
        return self._answer("ask", known.number, known.remote_id)

    def problems(self):
        return self.faults


def until(condition, seconds=20):
    """Wait until the condition holds; fail after `seconds`."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it did not come to pass"
        sleep(0.05)
