from ndl.registration import stores
from ndl.registration.config import PLUGIN_ID
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from persistent import Persistent
from plone.app.testing import applyProfile
from zope.component import getUtility
from zope.component import queryUtility
from zope.interface import Interface
from zope.interface.verify import verifyObject

import pytest


class INotebook(Interface):
    """A store of another package."""


class Notebook(Persistent):
    """What it keeps."""


@pytest.fixture
def registered(portal, monkeypatch):
    monkeypatch.setattr(stores, "_factories", dict(stores._factories))
    stores.register(INotebook, Notebook)


class TestStores:
    def test_of_a_later_room_is_made_by_installing_again(self, portal, registered):
        directory = getUtility(IPatronDirectory)
        assert queryUtility(INotebook) is None
        applyProfile(portal, "ndl.registration:default")
        notebook = getUtility(INotebook)
        assert isinstance(notebook, Notebook)
        assert portal.acl_users[PLUGIN_ID].store(INotebook) is notebook
        assert getUtility(IPatronDirectory) is directory

    def test_stays_the_same_however_often(self, portal, registered):
        applyProfile(portal, "ndl.registration:default")
        notebook = getUtility(INotebook)
        applyProfile(portal, "ndl.registration:default")
        assert getUtility(INotebook) is notebook

    def test_all_are_in_service_and_keep_their_contract(self, portal):
        assert len(stores.registered()) > 3
        for interface in stores.registered():
            store = getUtility(interface)
            assert verifyObject(interface, store)
            public = {name for name in vars(type(store)) if not name.startswith("_")}
            promised = set(interface.names())
            methods = {name for name in public if callable(getattr(type(store), name))}
            assert methods <= promised, f"{interface} lacks {methods - promised}"
