from AccessControl.users import UnrestrictedUser
from ndl.registration.config import PLUGIN_ID
from ndl.registration.health import accounts
from ndl.registration.settings import settings
from plone import api
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import IRolesPlugin

import pytest


@pytest.fixture
def plugins(portal):
    return portal.acl_users.plugins


class TestOurPlugin:
    def test_after_installing(self, assert_level):
        assert_level("plugin", "ok")

    def test_pushed_back(self, assert_level, plugins):
        plugins.movePluginsTop(IAuthenticationPlugin, ["source_users"])
        assert_level("plugin", "unsafe", "IAuthenticationPlugin")

    def test_deactivated(self, assert_level, plugins):
        plugins.deactivatePlugin(IRolesPlugin, PLUGIN_ID)
        assert_level("plugin", "unsafe", "IRolesPlugin")

    def test_gone(self, assert_level, portal):
        portal.acl_users._delObject(PLUGIN_ID)
        assert_level("plugin", "unsafe", "missing")


class TestOtherPlugins:
    def test_after_installing(self, assert_level):
        assert_level("other-plugins", "ok")

    @pytest.mark.parametrize("name", ["session", "jwt_auth"])
    def test_tickets_of_stock_plugins(self, assert_level, plugins, find, name):
        plugins.activatePlugin(IAuthenticationPlugin, name)
        assert_level("other-plugins", "unsafe", name)
        assert "Authentication Plugins" in find("other-plugins").cure
        plugins.deactivatePlugin(IAuthenticationPlugin, name)
        assert_level("other-plugins", "ok")

    def test_unknown_one(self, assert_level, plugins, portal):
        from Products.PluggableAuthService.plugins.DomainAuthHelper import (
            DomainAuthHelper,
        )

        portal.acl_users._setObject("networks", DomainAuthHelper("networks"))
        plugins.activatePlugin(IAuthenticationPlugin, "networks")
        assert_level("other-plugins", "warning", "networks")


class TestStockDoors:
    def test_after_installing(self, assert_level):
        assert_level("stock-doors", "ok")

    @pytest.mark.parametrize(
        "record", ["plone.enable_self_reg", "plone.autologin_after_password_reset"]
    )
    def test_switched_on_again(self, assert_level, record):
        api.portal.set_registry_record(record, True)
        assert_level("stock-doors", "unsafe")

    def test_password_mails_for_visitors(self, assert_level, portal):
        portal.manage_permission("Mail forgotten password", roles=["Anonymous"])
        assert_level("stock-doors", "unsafe", "forgotten")

    def test_unprotected_forms(self, assert_level, monkeypatch):
        assert_level("forgeries", "ok")
        monkeypatch.setattr("plone.protect.auto.CSRF_DISABLED", True)
        assert_level("forgeries", "unsafe")


class TestAccounts:
    def test_root_users_are_named(self, assert_level):
        assert_level("root-users", "warning", "admin")

    def test_no_root_users(self, assert_level, portal):
        root = portal.aq_parent.acl_users
        for user in root.searchUsers():
            root.users.removeUser(user["userid"])
        assert_level("root-users", "ok")

    def test_staff_without_code(self, assert_level):
        assert_level("staff", "warning")

    def test_nobody_is_exempt(self, assert_level):
        assert_level("service-accounts", "ok")

    def test_staff_with_code_and_a_robot_without(self, assert_level):
        settings().exempt_accounts = ("robot",)
        settings().staff_code = True
        assert_level("staff", "ok")
        assert_level("service-accounts", "warning", "robot")

    def test_staff_without_an_address_are_named(self, assert_level, portal):
        assert_level("staff-addresses", "ok")
        portal.acl_users._doAddUser("curator", "Staff-secret-1", ("Manager",), ())
        assert_level("staff-addresses", "ok")
        settings().staff_code = True
        assert_level("staff-addresses", "warning", "curator")

    def test_emergency_user_is_named(self, assert_level, monkeypatch):
        user = UnrestrictedUser("emergency", "secret", ("manage",), [])
        monkeypatch.setattr(accounts, "emergency_user", user)
        assert_level("root-users", "warning", "emergency")


class TestPublicAddress:
    @pytest.mark.parametrize(
        ("url", "level"),
        [
            ("https://portal.example.org", "ok"),
            ("http://localhost:8080/portal", "warning"),
            ("http://portal.example.org", "unsafe"),
            ("", "unsafe"),
            ("portal.example.org", "unsafe"),
            ("foo bar", "unsafe"),
            ("https://portal.example.org/?x=", "unsafe"),
        ],
    )
    def test_level(self, assert_level, url, level):
        settings().public_url = url
        assert_level("public-address", level, url)
