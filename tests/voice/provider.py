"""Fake providers of voice calls."""

from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.record import PatronClass
from ndl.registration.settings import settings
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.interfaces import Placed
from ndl.registration.voice.sip.order import heard
from ndl.registration.voice.sip.order import told
from time import monotonic
from time import sleep
from zope.component import getGlobalSiteManager
from zope.interface import implementer

import os


NAME = "test"


@implementer(IVoiceProvider)
class Telephone:
    """Records the jobs, and returns the answers and states set by the test."""

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
        """Wait until `number` calls were requested."""
        until(lambda: len(self.jobs) >= number)


class Switchboard(Telephone):
    """A telephone for several processes: calls and their state are in files."""

    def __init__(self, folder):
        super().__init__()
        self._placed, self._state = folder / "placed", folder / "state"
        self._placed.touch()
        self.say(self.state)

    @property
    def calls(self):
        """The process ID, call ID and code of each call."""
        return [line.split() for line in self._placed.read_text().splitlines()]

    def say(self, state):
        """Return this state for all calls until changed."""
        written = self._state.with_suffix(".new")
        written.write_text(told(state))
        written.replace(self._state)

    def place(self, job):
        with self._placed.open("a") as file:
            file.write(f"{os.getpid()} {job.call_id} {job.code}\n")
        return super().place(job)

    def status(self, handle):
        return heard(self._state.read_text())


def plug_in(telephone=None):
    """Register a telephone as provider; returns it and a function to unregister it."""
    telephone, manager = telephone or Telephone(), getGlobalSiteManager()
    manager.registerUtility(telephone, IVoiceProvider, NAME)
    settings().voice_provider = NAME
    settings().resend_wait = 0
    return telephone, lambda: manager.unregisterUtility(telephone, IVoiceProvider, NAME)


def make_official(patron):
    """Make the patron an official one, who can be called."""
    patron.change_class(PatronClass.OFFICIAL)
    assert get_directory()[patron.user_id].is_official
    return patron


def until(condition, seconds=20):
    """Wait until the condition holds; fail after `seconds`."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it did not come to pass"
        sleep(0.05)
