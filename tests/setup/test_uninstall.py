from ..notices.conftest import proposal
from ndl.registration.config import GROUP_EDITORS
from ndl.registration.config import PLUGIN_ID
from ndl.registration.library.service_terms import latest_terms
from ndl.registration.library.service_terms import publish_service_terms
from ndl.registration.notices.board import get_board
from ndl.registration.notices.write import write_notice
from ndl.registration.notices.written import Audience
from ndl.registration.setuphandlers import before
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from plone import api
from plone.app.testing import applyProfile
from plone.keyring.interfaces import IKeyManager
from plone.registry.interfaces import IRegistry
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility

import pytest


def picture_of(portal):
    """All that installing could change, in a form to compare."""
    plugins = portal.acl_users.plugins
    registry = getUtility(IRegistry)
    return {
        "ids": sorted(portal.objectIds()),
        "acl_users": sorted(portal.acl_users.objectIds()),
        "plugins": {
            info["id"]: plugins.listPluginIds(info["interface"])
            for info in plugins.listPluginTypeInfo()
        },
        "roles": sorted(portal.valid_roles()),
        "role manager": sorted(portal.acl_users.portal_role_manager.listRoleIds()),
        "groups": sorted(group.id for group in api.group.get_groups()),
        "records": {name: registry[name] for name in registry.records},
        "types": sorted(portal.portal_types.objectIds()),
        "workflows": sorted(portal.portal_workflow.objectIds()),
        "chains": dict(portal.portal_workflow._chains_by_type.items()),
        "indexes": sorted(portal.portal_catalog.indexes()),
        "columns": sorted(portal.portal_catalog.schema()),
        "actions": {
            category.id: sorted(category.objectIds())
            for category in portal.portal_actions.objectValues()
        },
        "configlets": sorted(a.id for a in portal.portal_controlpanel.listActions()),
        "mail": (portal.MailHost.smtp_queue, portal.MailHost.smtp_queue_directory),
        "rings": sorted(getUtility(IKeyManager).keys()),
        "permissions": {
            name: sorted(
                role["name"]
                for role in portal.rolesOfPermission(name)
                if role["selected"]
                and role["name"] in ("Manager", "Member", "Anonymous")
            )
            for name in (*before.PERMISSIONS, "View")
        },
        "annotations": sorted(IAnnotations(portal)),
        "local utilities": sorted(
            str(u.provided) + u.name
            for u in portal.getSiteManager().registeredUtilities()
        ),
    }


@pytest.fixture
def removed(portal):
    applyProfile(portal, "ndl.registration:uninstall")
    return portal


class TestUninstall:
    def test_puts_back_exactly_what_was_there(self, portal):
        applyProfile(portal, "ndl.registration:uninstall")
        before = picture_of(portal)
        applyProfile(portal, "ndl.registration:default")
        assert picture_of(portal) != before
        applyProfile(portal, "ndl.registration:uninstall")
        after = picture_of(portal)
        for part in before:
            assert after[part] == before[part], part

    def test_leaves_nothing_of_ours_once_the_settings_are_forgotten(self, removed):
        applyProfile(removed, "ndl.registration:forget")
        text = repr(picture_of(removed)).lower()
        for name in ("ndl.", "ndl_", "ndl-", "patron", "registrationdesk"):
            place = text.find(name)
            assert place == -1, text[place - 60 : place + 60]

    def test_stock_sessions_work_again(self, removed):
        active = removed.acl_users.plugins.listPluginIds(IAuthenticationPlugin)
        assert active == ("source_users", "session", "jwt_auth")

    def test_users_of_a_site_without_it_are_made_and_changed(self, removed):
        user = api.user.create(
            username="member", email="member@example.org", password="Kawabe-4711-x"
        )
        user.setMemberProperties({"email": "other@example.org"})
        removed.acl_users.userSetPassword("member", "Kawabe-4711-y")
        assert api.user.get("member").getProperty("email") == "other@example.org"

    def test_says_loudly_that_passwords_are_enough_again(self, portal, caplog):
        applyProfile(portal, "ndl.registration:uninstall")
        assert "password alone" in caplog.text

    def test_loses_no_patron(self, portal, make_patron):
        patron = make_patron()
        applyProfile(portal, "ndl.registration:uninstall")
        assert api.user.get(userid=patron.user_id) is None
        applyProfile(portal, "ndl.registration:default")
        assert api.user.get(userid=patron.user_id)
        assert (
            portal.acl_users[PLUGIN_ID].store(IPatronDirectory).get(patron.user_id)
            is patron
        )

    def test_loses_no_terms_of_a_service(self, portal):
        texts = {"en": "<p>Read.</p>", "ja": "<p>読む。</p>"}
        publish_service_terms("digitized-contents", texts, "1")
        applyProfile(portal, "ndl.registration:uninstall")
        applyProfile(portal, "ndl.registration:default")
        assert latest_terms("digitized-contents").texts["en"] == "<p>Read.</p>"

    def test_loses_no_notice(self, portal):
        notice = write_notice(proposal(), Audience(), "editor")
        applyProfile(portal, "ndl.registration:uninstall")
        applyProfile(portal, "ndl.registration:default")
        assert get_board().get(notice.notice_id) is not None


class TestSiteWithPatrons:
    @pytest.fixture
    def changed(self, portal, make_patron):
        api.user.create(
            username="yuki", email="y@example.org", password="Kawabe-4711-x"
        )
        api.group.add_user(groupname=GROUP_EDITORS, username="yuki")
        make_patron()
        applyProfile(portal, "ndl.registration:uninstall")
        portal.MailHost.smtp_queue = True
        portal.MailHost.smtp_queue_directory = "/srv/mails"
        portal.manage_permission("Set own password", roles=["Manager"], acquire=0)
        api.portal.set_registry_record("plone.enable_self_reg", True)
        portal.acl_users.plugins.movePluginsTop(IAuthenticationPlugin, ["jwt_auth"])
        return portal

    def test_gets_back_what_was_there_the_second_time(self, changed):
        before = picture_of(changed)
        applyProfile(changed, "ndl.registration:default")
        applyProfile(changed, "ndl.registration:uninstall")
        after = picture_of(changed)
        for part in before:
            assert after[part] == before[part], part

    def test_keeps_its_editors(self, changed):
        assert "Registration Editor" not in api.user.get_roles("yuki")
        applyProfile(changed, "ndl.registration:default")
        assert "Registration Editor" in api.user.get_roles("yuki")
