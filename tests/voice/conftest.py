from .provider import make_official
from .provider import plug_in
from .provider import until
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from threading import enumerate as enumerate_threads
from transaction import commit

import pytest


@pytest.fixture
def telephone(site, monkeypatch):
    monkeypatch.setattr("ndl.registration.voice.worker.INTERVAL", 0.05)
    telephone, unplug = plug_in()
    commit()
    yield telephone
    telephone.state = CallStatus(CallState.DELIVERED)
    # No call may outlive the site of its test.
    until(lambda: all(thread.name != "voice call" for thread in enumerate_threads()))
    unplug()


@pytest.fixture
def official(telephone, patron):
    make_official(patron)
    commit()
    return patron


@pytest.fixture
def at_code(visitor, official, password, mails):
    """A visitor on the code page, with a code mailed."""
    assert visitor.log_in(official.user_id, password).url.endswith("login-code")
    return visitor
