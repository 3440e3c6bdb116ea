from .agency import KEY
from .agency import open_for_messages
from .agency import PORTAL
from .agency import SYSTEM
from ndl.registration.library.handover import worker
from ndl.registration.settings import settings
from transaction import commit

import pytest


@pytest.fixture
def agency(site, monkeypatch):
    """The library's own system; only the test itself hands requests over."""
    monkeypatch.setattr(worker.threads, "wake", lambda place: None)
    monkeypatch.setenv("NDL_REGISTRATION_ISO18626_SECRET", "s3cret")
    monkeypatch.setenv("NDL_REGISTRATION_ISO18626_KEY", KEY)
    with open_for_messages() as agency:
        values = settings()
        values.request_backend = "iso18626"
        values.iso18626_url = agency.url
        values.iso18626_portal, values.iso18626_system = PORTAL, SYSTEM
        values.iso18626_account = "portal"
        values.iso18626_seconds = 20
        commit()
        yield agency
