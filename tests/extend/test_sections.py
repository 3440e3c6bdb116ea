from dataclasses import replace
from lxml import html
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.residence import Residence
from plone.app.viewletmanager.interfaces import IViewletSettingsStorage
from transaction import commit
from zope.component import getUtility

import pytest


MANAGER = "ndl.registration.my-account"
ABROAD = Residence("AE", "-", "", "", "Villa 7, Al Wasl Road, Dubai")


@pytest.fixture
def sections(logged_in):
    """Reads the ids of the sections of My Account, in their order."""

    def read():
        tree = html.fromstring(logged_in.get("my-account").text)
        return [one.get("id") for one in tree.cssselect("#content section")]

    return read


@pytest.fixture
def storage(site):
    return getUtility(IViewletSettingsStorage)


class TestSection:
    def test_stands_at_its_position(self, sections):
        assert sections()[:3] == ["ndl-information", "reading-room", "ndl-notices"]

    def test_says_to_whom_it_is_shown(self, sections, patron):
        moved = replace(patron.person, residence=ABROAD)
        get_directory().update(patron, moved)
        commit()
        assert "reading-room" not in sections()

    def test_can_be_moved(self, sections, site, storage):
        names = ("ndl.registration.services", "reading-room")
        storage.setOrder(MANAGER, site.getCurrentSkinName(), names)
        commit()
        found = sections()
        assert found[:3] == ["ndl-services", "reading-room", "ndl-information"]
        assert len(found) == 9

    @pytest.mark.parametrize("name", ["ndl.registration.notices", "reading-room"])
    def test_can_be_hidden(self, sections, site, storage, name):
        storage.setHidden(MANAGER, site.getCurrentSkinName(), (name,))
        commit()
        assert len(sections()) == 8
        assert name.replace("ndl.registration.", "ndl-") not in sections()
