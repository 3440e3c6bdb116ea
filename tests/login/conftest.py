from ..channel import plug_in
from ndl.registration.limits.client import Client
from ndl.registration.login import login as flow
from ndl.registration.login.delivery.email import EmailChannel

import pytest
import re


AGENT = Client("Mozilla/5.0 (test)")
NOON = "2026-11-21T03:00:00Z"


class Codes(list):
    """The codes that were sent, recorded instead of mailed."""


@pytest.fixture
def codes(monkeypatch):
    sent = Codes()
    monkeypatch.setattr(EmailChannel, "send", lambda self, who, code: sent.append(code))
    return sent


@pytest.fixture
def patron(portal, make_patron):
    return make_patron()


@pytest.fixture
def started(patron, codes, password):
    """A login attempt for which the code was sent."""
    return flow.enter_password(patron.user_id, password, AGENT)


@pytest.fixture
def telephone(portal):
    """The example channel, registered during the test."""
    channel, unplug = plug_in()
    yield channel
    unplug()


def another(code):
    """A six-digit code that differs from the given one."""
    assert re.fullmatch(r"\d{6}", code)
    return f"{(int(code) + 1) % 1_000_000:06d}"
