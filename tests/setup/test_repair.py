from ndl.registration.config import PLUGIN_ID
from ndl.registration.interfaces import Identity
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.lockout import begin_guess
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import Strength
from ndl.registration.login.tally import counts_of
from ndl.registration.registration.terms import get_terms
from ndl.registration.store_interfaces.patrons import ILoginStore
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from ndl.registration.store_interfaces.staff import ITermsBook
from plone import api
from plone.app.testing import applyProfile
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from zope.component import getUtility

import pytest


@pytest.fixture
def patron(portal, make_patron):
    return make_patron()


@pytest.fixture
def ticket(patron):
    identity = Identity(patron.user_id, patron.user_id, "patrons", "", "en", True)
    return open_session(identity, Strength.CODE)


class TestPluginDeletedByHand:
    @pytest.fixture
    def repaired(self, portal, patron, ticket):
        begin_guess(patron.user_id)
        self.terms = get_terms()
        portal.acl_users._delObject(PLUGIN_ID)
        assert api.user.get(userid=patron.user_id) is None
        applyProfile(portal, "ndl.registration:default")
        return portal

    def test_patrons_are_still_there(self, repaired, patron):
        assert api.user.get(userid=patron.user_id)
        plugin = repaired.acl_users[PLUGIN_ID]
        assert plugin.store(IPatronDirectory).get(patron.user_id) is patron
        assert getUtility(IPatronDirectory) is plugin.store(IPatronDirectory)

    def test_so_is_what_is_known_of_their_logins(self, repaired, patron, ticket):
        assert get_logins() is repaired.acl_users[PLUGIN_ID].store(ILoginStore)
        assert counts_of(patron.user_id).failures == 1
        assert find_session(ticket).user_id == patron.user_id

    def test_terms_are_those_in_force(self, repaired):
        assert get_terms() is self.terms
        assert repaired.acl_users[PLUGIN_ID].store(ITermsBook) is self.terms

    def test_removal_puts_back_what_was_there_before_all(self, repaired):
        applyProfile(repaired, "ndl.registration:uninstall")
        active = repaired.acl_users.plugins.listPluginIds(IAuthenticationPlugin)
        assert active == ("source_users", "session", "jwt_auth")

    def test_removal_in_between_loses_nobody(self, portal, patron):
        portal.acl_users._delObject(PLUGIN_ID)
        applyProfile(portal, "ndl.registration:uninstall")
        applyProfile(portal, "ndl.registration:default")
        assert api.user.get(userid=patron.user_id)
