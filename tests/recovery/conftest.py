from ndl.registration.events import AuditEvent
from ndl.registration.limits.client import Client
from ndl.registration.login.completion import complete
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import find_identity
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import verify_password
from ndl.registration.recovery.password import ask_for_reset
from ndl.registration.settings import settings
from plone import api
from zope.component import getGlobalSiteManager

import pytest
import re
import time_machine
import transaction


BROWSER = Client("Mozilla/5.0 (test)")
OLD = "Mizuumi-4711-b"
NEW = "Kawaguchi-815-k"
# Later than the fixtures: transaction IDs follow the clock.
NOON = "2040-01-10T03:00:00Z"


_TOKEN = re.compile(r"reset-password\?token=(\S+)")


def token_in(mail):
    return _TOKEN.search(mail.get_content())[1]


def token_among(mails):
    """The token of the only mail with a link; the order of mails is arbitrary."""
    (token,) = [t for mail in mails for t in _TOKEN.findall(mail.get_content())]
    return token


@pytest.fixture
def portal(functional_portal):
    """The functional site: mails leave at commit."""
    return functional_portal


@pytest.fixture
def public_url(portal):
    settings().public_url = "https://library.example/portal"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def patron(clock, portal, make_patron):
    return make_patron()


@pytest.fixture
def ask(mails):
    """Requests a reset link and returns the mails sent."""

    def make(login, email):
        # Committed first: mails of one transaction leave in arbitrary order.
        transaction.commit()
        before = len(mails)
        ask_for_reset(login, email, BROWSER)
        transaction.commit()
        return mails[before:]

    return make


@pytest.fixture
def link(ask, patron):
    (mail,) = ask(patron.user_id, patron.email)
    return token_in(mail)


@pytest.fixture
def audited(portal):
    seen = []
    manager = getGlobalSiteManager()
    manager.registerHandler(seen.append, (AuditEvent,))
    yield seen
    manager.unregisterHandler(seen.append, (AuditEvent,))


@pytest.fixture
def editor(portal):
    return api.user.create(
        username="editor",
        email="editor@example.org",
        password="Staff-secret-1",
    )


def log_in(user_id):
    return complete(find_identity(user_id), Strength.CODE, BROWSER, remember=True)


def has_password(patron, password):
    return verify_password(get_directory()[patron.user_id].password, password)
