from concurrent.futures import ThreadPoolExecutor
from ndl.registration.errors import DomainError
from ndl.registration.events import AuditEvent
from ndl.registration.events import PatronPhoneChanged
from ndl.registration.settings import settings
from Testing.makerequest import makerequest
from threading import Barrier
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import pytest
import transaction


@pytest.fixture
def portal(functional_portal):
    """The functional site: mails leave at commit."""
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
def heard(portal):
    """Audit events and telephone changes of the test."""
    seen, manager = [], getGlobalSiteManager()
    kinds = (AuditEvent, PatronPhoneChanged)
    for kind in kinds:
        manager.registerHandler(seen.append, (kind,))
    yield seen
    for kind in kinds:
        manager.unregisterHandler(seen.append, (kind,))


class AtOnce:
    """Runs functions in transactions that all begin before the first one ends.

    Returns the outcome of each: "done", "conflict", or the class name of the refusal.
    With `tries`, a conflict is tried again, as by Zope.
    """

    def __init__(self, portal):
        self.database, self.site_id = portal._p_jar.db(), portal.getId()

    def __call__(self, *functions, tries=1):
        begun, done = Barrier(len(functions)), Barrier(len(functions))

        def together(function):
            begun.wait()
            function()
            done.wait()

        def act(function):
            came = self.one(lambda: together(function))
            for _try in range(tries - 1):
                came = self.one(function) if came == "conflict" else came
            return came

        with ThreadPoolExecutor(len(functions)) as pool:
            return list(pool.map(act, functions))

    def one(self, function):
        transaction.begin()
        connection = self.database.open()
        try:
            app = makerequest(connection.root()["Application"])
            setRequest(app.REQUEST)
            setSite(app[self.site_id])
            function()
            transaction.commit()
        except ConflictError:
            return "conflict"
        except DomainError as error:
            return type(error).__name__
        else:
            return "done"
        finally:
            transaction.abort()
            setSite(None)
            clearRequest()
            connection.close()


@pytest.fixture
def at_once(portal):
    return AtOnce(portal)
