from ndl.registration.settings import settings
from ndl.registration.voice.twilio.account import SECRET as VARIABLE
from tests.voice.twilio.service import ACCOUNT
from tests.voice.twilio.service import SECRET
from tests.voice.twilio.service import service

import pytest


@pytest.fixture
def cloud(monkeypatch):
    """The fake cloud service, which checks every request and answer."""
    monkeypatch.setenv(VARIABLE, SECRET)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    # Variables that the Twilio library would read by itself.
    monkeypatch.setenv("TWILIO_REGION", "ie1")
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", "AC-of-somebody-else")
    with service() as made:
        yield made


@pytest.fixture
def configured(portal, cloud):
    """The settings with the URL and account of the service."""
    return use(cloud)


def use(cloud):
    """Write the URL and account of the service into the settings."""
    own = settings()
    own.twilio_url, own.twilio_account = cloud.url, ACCOUNT
    return own
