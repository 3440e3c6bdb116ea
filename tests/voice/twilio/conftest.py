from ndl.registration.settings import settings
from ndl.registration.voice.twilio.account import SECRET as VARIABLE
from tests.voice.twilio.service import ACCOUNT
from tests.voice.twilio.service import SECRET
from tests.voice.twilio.service import service

import pytest


@pytest.fixture
def cloud(monkeypatch):
    """The cloud service on this machine; every request and answer must fit."""
    monkeypatch.setenv(VARIABLE, SECRET)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    # What the library itself would listen to.
    monkeypatch.setenv("TWILIO_REGION", "ie1")
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", "AC-of-somebody-else")
    with service() as made:
        yield made


@pytest.fixture
def configured(portal, cloud):
    """The settings, with that service."""
    return use(cloud)


def use(cloud):
    """Write the service into the settings."""
    own = settings()
    own.twilio_url, own.twilio_account = cloud.url, ACCOUNT
    return own
