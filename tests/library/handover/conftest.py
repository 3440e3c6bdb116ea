from .system import System
from ndl.registration.library.handover import worker
from ndl.registration.settings import settings
from transaction import commit

import pytest


@pytest.fixture
def system(site, monkeypatch):
    """The library's own system; its hand-over threads end with the test."""
    monkeypatch.setattr(worker.threads, "interval", 0.1)
    system = System()
    system.plug_in()
    settings().request_backend = "test"
    commit()
    yield system
    worker.threads.stop(20)
    system.unplug()
