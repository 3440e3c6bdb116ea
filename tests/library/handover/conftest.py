from .system import System
from ndl.registration.library.handover import worker
from ndl.registration.settings import settings
from transaction import commit

import pytest


@pytest.fixture
def system(site, monkeypatch):
    """The library's own system; the threads that hand over end with the test."""
    monkeypatch.setattr(worker, "INTERVAL", 0.1)
    system = System()
    system.plug_in()
    settings().request_backend = "test"
    commit()
    yield system
    for dispatcher in worker.dispatchers.values():
        dispatcher.stop()
    for dispatcher in worker.dispatchers.values():
        dispatcher.join(20)
    worker.dispatchers.clear()
    system.unplug()
