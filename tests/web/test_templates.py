from chameleon.loader import MemoryLoader
from chameleon.zpt.template import PageTemplate
from concurrent.futures import ThreadPoolExecutor
from ndl.registration.web import templates
from ndl.registration.web.templates import guard_compilation
from ndl.registration.web.templates import is_affected
from threading import Barrier
from zope.processlifetime import ProcessStarting

import pytest
import sys
import time


TOGETHER = 6


class Slow(PageTemplate):
    """Notes how many threads compile at once."""

    loader = MemoryLoader()
    inside, most = [], 0

    def _cook(self, *args):
        self.inside.append(1)
        type(self).most = max(self.most, len(self.inside))
        time.sleep(0.05)
        try:
            return super()._cook(*args)
        finally:
            self.inside.pop()


@pytest.fixture
def most(monkeypatch):
    """Compiles in some threads; how many were at it at once."""
    monkeypatch.setattr(templates.BaseTemplate, "cook", templates.BaseTemplate.cook)
    while hasattr(templates.BaseTemplate.cook, "__wrapped__"):
        templates.BaseTemplate.cook = templates.BaseTemplate.cook.__wrapped__

    def compile_together():
        monkeypatch.setattr(Slow, "most", 0)
        begun = Barrier(TOGETHER)

        def compile_one(number):
            begun.wait()
            return Slow(f"<p>{number}</p>")()

        with ThreadPoolExecutor(TOGETHER) as pool:
            shown = list(pool.map(compile_one, range(TOGETHER)))
        assert shown == [f"<p>{number}</p>" for number in range(TOGETHER)]
        return Slow.most

    return compile_together


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 11, 2), True),
        ((3, 11, 7), True),
        ((3, 11, 8), False),
        ((3, 12, 1), True),
        ((3, 12, 2), False),
        ((3, 13, 0), False),
    ],
)
def test_releases_with_the_fault(version, affected):
    assert is_affected(version) is affected


def test_one_thread_compiles_after_the_other(most, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 11, 7, "final", 0))
    assert most() > 1
    guard_compilation(ProcessStarting())
    guarded = templates.BaseTemplate.cook
    guard_compilation(ProcessStarting())
    assert templates.BaseTemplate.cook is guarded
    assert most() == 1


def test_other_releases_are_left_alone(most, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 13, 0, "final", 0))
    guard_compilation(ProcessStarting())
    assert not hasattr(templates.BaseTemplate.cook, "__wrapped__")


def test_every_process_is_guarded(functional_portal):
    """The subscriber is called where Zope starts."""
    assert hasattr(templates.BaseTemplate.cook, "__wrapped__") is is_affected(
        sys.version_info[:3]
    )
