from AccessControl import Unauthorized
from App.config import getConfiguration
from ndl.registration.config import DESK_ID
from ndl.registration.config import GROUP_EDITORS
from ndl.registration.config import KEY_RING
from ndl.registration.config import PLUGIN_ID
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.settings import settings
from ndl.registration.setuphandlers.install import post_install
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from pathlib import Path
from plone import api
from plone.keyring.interfaces import IKeyManager
from zExceptions import NotFound
from zope.component import getUtility

import pytest


PROFILE = "ndl.registration:default"


class TestInstall:
    def test_profile_version(self, profile_last_version):
        assert profile_last_version(PROFILE) == "1005"

    def test_browser_layer(self, browser_layers):
        assert IBrowserLayer in browser_layers

    def test_control_panel(self, controlpanel_actions):
        assert "ndl-registration" in controlpanel_actions

    @pytest.mark.parametrize(
        "role",
        [
            "Simple Patron",
            "Official Patron",
            "Patron in Japan",
            "Patron Overseas",
            "Registration Editor",
            "Registration Counter",
            "Request Editor",
        ],
    )
    def test_roles(self, portal, role):
        assert role in portal.valid_roles()

    def test_plugin_owns_the_directory(self, portal):
        plugin = portal.acl_users[PLUGIN_ID]
        assert getUtility(IPatronDirectory) is plugin.store(IPatronDirectory)

    def test_stores_have_no_address(self, portal):
        plugin = portal.acl_users[PLUGIN_ID]
        for name in ("_directory", "_logins", "_drafts"):
            with pytest.raises((Unauthorized, NotFound)):
                plugin.restrictedTraverse(name)

    def test_desk_and_group_and_keys(self, portal):
        assert DESK_ID in portal
        assert api.group.get(GROUP_EDITORS)
        assert getUtility(IKeyManager)[KEY_RING].current

    def test_by_a_script_leaves_the_public_address_empty(
        self, portal, setup_tool, caplog
    ):
        settings().public_url = ""
        post_install(setup_tool)
        assert not settings().public_url
        assert "The public address of /plone is not set" in caplog.text

    def test_mails_wait_in_a_queue_of_the_site_beside_the_data(
        self, portal, setup_tool
    ):
        post_install(setup_tool)
        folder = Path(portal.MailHost.smtp_queue_directory)
        assert portal.MailHost.smtp_queue
        assert folder == Path(getConfiguration().clienthome, "mailqueue", "plone")

    def test_queue_that_was_in_use_stays(self, portal, setup_tool):
        portal.MailHost.smtp_queue = True
        portal.MailHost.smtp_queue_directory = "/srv/mails"
        post_install(setup_tool)
        assert portal.MailHost.smtp_queue_directory == "/srv/mails"

    def test_may_be_run_again(self, portal, make_patron, setup_tool):
        patron = make_patron()
        post_install(setup_tool)
        assert getUtility(IPatronDirectory).get(patron.user_id) is patron
        ids = portal.acl_users.plugins.listPluginIds
        from ndl.registration.pas.plugin import INTERFACES

        for interface in INTERFACES:
            assert ids(interface)[0] == PLUGIN_ID
            assert len(ids(interface)) == len(set(ids(interface)))

    def test_settings_have_no_missing_record(self, portal):
        from ndl.registration.settings import IRegistrationSettings
        from plone.registry.interfaces import IRegistry

        getUtility(IRegistry).forInterface(
            IRegistrationSettings, prefix="ndl.registration"
        )


class TestUsersOfTheSite:
    def test_patron_is_a_user(self, portal, make_patron):
        patron = make_patron()
        user = api.user.get(userid=patron.user_id)
        assert user.getProperty("fullname") == "国立 花子"
        assert user.getProperty("email") == "hanako@example.org"
        assert {"Simple Patron", "Patron in Japan"} <= set(user.getRoles())
        assert "Member" not in user.getRoles()

    def test_patron_is_found_by_name_and_address(self, portal, make_patron):
        patron = make_patron()
        search = portal.acl_users.searchUsers
        for criteria in (
            {"fullname": "国立"},
            {"email": "hanako@example.org"},
            {"login": patron.user_id},
            {"id": patron.user_id, "exact_match": True},
            {"login": patron.user_id[:5]},
            {"login": ""},
        ):
            found = [info["userid"] for info in search(**criteria)]
            assert patron.user_id in found, criteria

    @pytest.mark.parametrize(
        ("criteria", "is_found"),
        [
            ({"fullname": "国立 花子"}, True),
            ({"fullname": "国立　花子"}, True),
            ({"fullname": "国立"}, False),
            ({"fullname": "国立 花"}, False),
            ({"name": "国立 花"}, False),
            ({"email": "hanako@example.org"}, True),
            ({"email": "hanako"}, False),
            ({"email": "hanako@example.org", "fullname": "国立 花子"}, True),
            ({"email": "hanako@example.org", "fullname": "別人"}, False),
        ],
    )
    def test_exact_match_is_of_the_whole(self, portal, make_patron, criteria, is_found):
        patron = make_patron()
        infos = portal.acl_users.searchUsers(exact_match=True, **criteria)
        assert (patron.user_id in [info["userid"] for info in infos]) is is_found

    def test_others_are_not_found(self, portal, make_patron):
        make_patron()
        search = portal.acl_users.searchUsers
        for criteria in (
            {"fullname": "別人"},
            {"id": "E000000000", "exact_match": True},
            {"groupid": "x"},
        ):
            assert not search(**criteria)

    def test_stock_properties_cannot_be_changed(self, portal, make_patron):
        patron = make_patron()
        user = api.user.get(userid=patron.user_id)
        user.setMemberProperties({"email": "evil@example.org", "fullname": "X"})
        assert api.user.get(userid=patron.user_id).getProperty("email") == patron.email

    def test_nobody_is_added_by_stock_means(self, portal):
        plugin = portal.acl_users[PLUGIN_ID]
        assert plugin.doAddUser("E000000000", "Mizuumi-4711-b") is False

    def test_deleting_removes_the_patron(self, portal, make_patron):
        patron = make_patron()
        with api.env.adopt_roles(["Manager"]):
            api.user.delete(username=patron.user_id)
        assert api.user.get(userid=patron.user_id) is None
        assert patron.user_id not in getUtility(IPatronDirectory)
