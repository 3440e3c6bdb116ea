"""Upgrade steps: a site of each earlier version becomes one of today."""

from ..review.conftest import editor  # noqa: F401
from ..review.conftest import make_application  # noqa: F401
from ..review.conftest import photo  # noqa: F401
from ..review.conftest import pictures  # noqa: F401
from AccessControl.PermissionRole import rolesForPermissionOn
from BTrees.OOBTree import OOBTree
from DateTime import DateTime
from datetime import timedelta
from ndl.registration import stores
from ndl.registration.clock import now
from ndl.registration.clock import timestamp
from ndl.registration.config import PLUGIN_ID
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.library.handover.outbox import get_outbox
from ndl.registration.library.handover.outbox import Waiting
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.shards import FirstWordTree
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.review import decide
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.desk import get_desk
from ndl.registration.review.due import find_due
from ndl.registration.review.index import get_index
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from ndl.registration.upgrades import v1002
from ndl.registration.upgrades import v1003
from ndl.registration.upgrades import v1004
from plone import api
from plone.registry.interfaces import IRegistry
from Products.CMFCore.indexing import processQueue
from Products.GenericSetup.upgrade import listUpgradeSteps
from Products.PlonePAS.interfaces.group import IGroupIntrospection
from zope.component import getUtility
from zope.component import queryUtility
from zope.schema import getFieldNames

import pytest
import time_machine


PROFILE = "ndl.registration:default"
FIRST = "1000"
DATES = ("created", "modified", "effective", "Date")


@pytest.fixture
def setup(portal):
    return api.portal.get_tool("portal_setup")


@pytest.fixture
def old_site(portal, setup):
    """A site that was installed before some of the rooms existed."""
    plugin, manager = portal.acl_users[PLUGIN_ID], portal.getSiteManager()
    for interface in list(stores.registered())[-2:]:
        manager.unregisterUtility(provided=interface)
        del plugin._stores[interface.__identifier__]
    portal.acl_users.plugins.deactivatePlugin(IGroupIntrospection, PLUGIN_ID)
    settings().review_days = 3
    get_desk().manage_permission("List folder contents", ("Manager",), acquire=0)
    del getUtility(IRegistry).records[f"{SETTINGS_PREFIX}.voice_key_first"]
    setup.setLastVersionForProfile(PROFILE, FIRST)
    return portal


def is_complete(portal):
    names = getUtility(IRegistry).records.keys()
    lacking = [
        name
        for name in getFieldNames(IRegistrationSettings)
        if f"{SETTINGS_PREFIX}.{name}" not in names
    ]
    served = portal.acl_users.plugins.listPluginIds(IGroupIntrospection)
    has_stores = all(queryUtility(one) for one in stores.registered())
    return has_stores and not lacking and PLUGIN_ID in served


@pytest.fixture
def filed_before(portal, setup, make_application, editor):  # noqa: F811
    """Applications as they were filed when the catalog had no dates of them."""
    made = [make_application(email=f"p{n}@example.org") for n in range(3)]
    decide.claim(made[0], token_of(made[0]))
    catalog = portal.portal_catalog
    for application in made:
        application.title = application.getId()
        application.reindexObject()
    processQueue()
    for name in DATES:
        catalog._catalog.getIndex(name).clear()
    setup.setLastVersionForProfile(PROFILE, "1001")
    return made


class TestDates:
    def test_old_applications_are_found_by_date_afterwards(
        self, portal, setup, filed_before, monkeypatch
    ):
        monkeypatch.setattr(v1002, "_BATCH", 2)
        since = DateTime() - 2

        def found(index):
            query = {index: {"query": since, "range": "min"}}
            brains = portal.portal_catalog.unrestrictedSearchResults(
                portal_type=APPLICATION_TYPE, **query
            )
            return {brain.getId for brain in brains}

        numbers = {one.getId() for one in filed_before}
        assert not any(found(name) for name in DATES)
        for _twice in range(2):
            setup.upgradeProfile(PROFILE)
            processQueue()
            assert all(found(name) == numbers for name in DATES)
            setup.setLastVersionForProfile(PROFILE, "1001")

    def test_lists_name_their_kind_and_keep_what_editors_did(
        self, portal, setup, filed_before
    ):
        setup.upgradeProfile(PROFILE)
        for one in filed_before:
            assert one.Title() == f"First application {one.getId()}"
        assert filed_before[0].held_by == "editor"
        assert state_of(filed_before[0]) is State.IN_REVIEW


class TestPersons:
    @pytest.fixture
    def indexed_before(self, portal, setup, make_patron, monkeypatch):
        """Patrons as they were indexed when each key was spread by itself."""
        monkeypatch.setattr(v1003, "_BATCH", 2)
        directory = get_directory()
        directory._by_person = ShardedTree()
        patrons = [make_patron(email=f"p{n}@example.org") for n in range(3)]
        setup.setLastVersionForProfile(PROFILE, "1002")
        return patrons

    def test_are_found_by_name_and_by_number_afterwards(self, setup, indexed_before):
        directory, (patron, *_) = get_directory(), indexed_before
        name = patron.family_name + patron.given_name
        ids = sorted(one.user_id for one in indexed_before)
        for _twice in range(2):
            setup.upgradeProfile(PROFILE)
            assert isinstance(directory._by_person, FirstWordTree)
            assert directory.find_same_person(patron.birth_date, name) == ids
            assert directory.find_same_phone(patron.phone) == ids
            setup.setLastVersionForProfile(PROFILE, "1002")


class TestEnds:
    @pytest.fixture
    def indexed_before(self, portal, setup, make_application, editor, monkeypatch):  # noqa: F811
        """A claim and a decision as they were indexed when entries had no end."""
        monkeypatch.setattr(v1004, "_BATCH", 1)
        settings().undo_minutes = 5
        made = [make_application(email=f"p{n}@example.org") for n in range(3)]
        decide.claim(made[0], token_of(made[0]))
        decide.verify(made[1], token_of(made[1]))
        for shelf in get_index()._shelves:
            for row, values in list(shelf.rows.items()):
                shelf.rows[row] = values[:-1]
            for key in [key for key in shelf.keys if key.startswith("end")]:
                shelf.keys.remove(key)
        setup.setLastVersionForProfile(PROFILE, "1003")
        return [one.getId() for one in made]

    def test_what_is_due_is_found_afterwards(self, setup, indexed_before):
        with time_machine.travel(now() + timedelta(days=1), tick=False):
            assert find_due() == []
            for _twice in range(2):
                setup.upgradeProfile(PROFILE)
                assert sorted(find_due()) == sorted(indexed_before[:2])
                setup.setLastVersionForProfile(PROFILE, "1003")
        assert [get_index().get(number).end != "" for number in indexed_before] == [
            True,
            True,
            False,
        ]


class TestQueues:
    @pytest.fixture
    def filed_before(self, portal, setup):
        """Hand-overs and a draft as they were filed when each store had its way."""
        outbox, drafts = get_outbox(), get_drafts()
        for number in ("due", "refused"):
            waiting = Waiting(number, "user")
            outbox.file(waiting, None if number == "refused" else timestamp())
        drafts.put_answers("owner", "secret", {"city": "Kunitachi"})
        outbox._keys = outbox._queue._keys
        del outbox._queue
        ((key, draft),) = drafts._drafts.items()
        drafts._expiries = tuple(OOBTree() for _shelf in range(64))
        drafts._expiries[0][draft.key] = key
        del draft.key
        setup.setLastVersionForProfile(PROFILE, "1004")
        return outbox, drafts

    def test_what_waits_is_found_afterwards(self, setup, filed_before):
        outbox, drafts = filed_before
        for _twice in range(2):
            setup.upgradeProfile(PROFILE)
            assert list(outbox.due(timestamp())) == ["due"]
            assert [one.request_id for one in outbox.refused(9)] == ["refused"]
            setup.setLastVersionForProfile(PROFILE, "1004")
        assert drafts.answers("owner", "secret") == {"city": "Kunitachi"}
        with time_machine.travel(now() + timedelta(days=9), tick=False):
            drafts.forget_expired()
        assert list(drafts._drafts.items()) == []


class TestUpgrade:
    def test_completes_an_old_site_and_keeps_what_it_has_set(self, old_site, setup):
        assert not is_complete(old_site)
        setup.upgradeProfile(PROFILE)
        assert is_complete(old_site)
        assert settings().review_days == 3

    def test_lets_editors_list_the_desk(self, old_site, setup):
        setup.upgradeProfile(PROFILE)
        allowed = rolesForPermissionOn("List folder contents", get_desk())
        assert "Registration Editor" in allowed

    def test_may_run_twice(self, old_site, setup):
        setup.upgradeProfile(PROFILE)
        setup.setLastVersionForProfile(PROFILE, FIRST)
        setup.upgradeProfile(PROFILE)
        assert is_complete(old_site)

    def test_steps_lead_from_the_first_version_to_the_present_one(self, portal, setup):
        version = FIRST
        for step in listUpgradeSteps(setup, PROFILE, (FIRST,)):
            assert step["step"].source == (version,)
            (version,) = step["step"].dest
        assert version == setup.getVersionForProfile(PROFILE)

    def test_new_site_has_nothing_to_do(self, portal, setup):
        assert not setup.hasPendingUpgrades(PROFILE)
