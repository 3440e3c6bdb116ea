from chameleon.template import BaseTemplate
from chameleon.zpt.template import PageTemplate
from concurrent.futures import ThreadPoolExecutor
from ndl.registration.web.templates import guard_compilation
from ndl.registration.web.templates import is_affected
from threading import Barrier
from zope.processlifetime import ProcessStarting

import pytest
import sys
import time


TOGETHER = 6


@pytest.fixture
def most(monkeypatch):
    """Compiles in some threads; how many were at it at once."""
    inside, found = [], []

    def cook(template, body):
        inside.append(body)
        found.append(len(inside))
        time.sleep(0.05)
        inside.remove(body)

    monkeypatch.setattr(BaseTemplate, "cook", cook)

    def compile_together():
        found.clear()
        begun = Barrier(TOGETHER)

        def compile_one(number):
            begun.wait()
            PageTemplate(f"<p>{number}</p>")

        with ThreadPoolExecutor(TOGETHER) as pool:
            list(pool.map(compile_one, range(TOGETHER)))
        assert len(found) == TOGETHER
        return max(found)

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
    guarded = BaseTemplate.cook
    guard_compilation(ProcessStarting())
    assert BaseTemplate.cook is guarded
    assert most() == 1


def test_other_releases_are_left_alone(most, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 13, 0, "final", 0))
    guard_compilation(ProcessStarting())
    assert not hasattr(BaseTemplate.cook, "__wrapped__")


def test_every_process_is_guarded(functional_portal):
    """The subscriber is called where Zope starts."""
    assert hasattr(BaseTemplate.cook, "__wrapped__") is is_affected(
        sys.version_info[:3]
    )
