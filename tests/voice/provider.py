"""A provider of voice calls for tests."""

from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.settings import settings
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.interfaces import Placed
from time import monotonic
from time import sleep
from zope.component import getGlobalSiteManager
from zope.interface import implementer


NAME = "test"


@implementer(IVoiceProvider)
class Telephone:
    """Keeps the jobs; answers and states are what the test has put here."""

    title = "Test"
    capabilities: frozenset[str] = frozenset()

    def __init__(self):
        self.jobs = []
        self.answers = []
        self.faults = []
        self.state = CallStatus(CallState.DELIVERED, None, 12)

    def place(self, job):
        self.jobs.append(job)
        answer = self.answers.pop(0) if self.answers else Placed(job.call_id)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def status(self, handle):
        return self.state

    def problems(self):
        return self.faults

    def wait(self, number=1):
        """Wait until so many calls were asked for."""
        until(lambda: len(self.jobs) >= number)


def plug_in():
    """Have the telephone make the calls; give it and what unplugs it."""
    telephone, manager = Telephone(), getGlobalSiteManager()
    manager.registerUtility(telephone, IVoiceProvider, NAME)
    settings().voice_provider = NAME
    settings().resend_wait = 0
    return telephone, lambda: manager.unregisterUtility(telephone, IVoiceProvider, NAME)


def make_official(patron):
    """A patron whom calls reach."""
    patron.patron_class = PatronClass.OFFICIAL
    assert get_directory()[patron.user_id].is_official
    return patron


def until(condition, seconds=20):
    """Wait until the condition holds, or fail."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it did not come to pass"
        sleep(0.05)
