from ndl.registration.events import AuditEvent
from ndl.registration.events import PatronPhoneChanged
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.settings import settings
from zope.component import getGlobalSiteManager

import pytest
import transaction


@pytest.fixture
def portal(functional_portal):
    """The functional site, since mails leave at commit."""
    return functional_portal


@pytest.fixture(autouse=True)
def public_url(portal):
    settings().public_url = "https://library.example/portal"


@pytest.fixture
def patron(portal, make_patron):
    patron = make_patron()
    transaction.commit()
    return patron


@pytest.fixture
def official(patron):
    patron.patron_class = PatronClass.OFFICIAL
    transaction.commit()
    return patron


@pytest.fixture
def heard(portal):
    """Events of the test that other rooms listen to."""
    seen, manager = [], getGlobalSiteManager()
    kinds = (AuditEvent, PatronPhoneChanged)
    for kind in kinds:
        manager.registerHandler(seen.append, (kind,))
    yield seen
    for kind in kinds:
        manager.unregisterHandler(seen.append, (kind,))
