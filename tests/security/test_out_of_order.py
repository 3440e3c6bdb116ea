from .test_doors import AC_NAMES
from ndl.registration.config import KEY_RING
from ndl.registration.config import PLUGIN_ID
from ndl.registration.store_interfaces.patrons import ILoginStore
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.keyring.interfaces import IKeyManager
from plone.registry.interfaces import IRegistry
from transaction import commit
from zope.component import getUtility

import pytest


def without_logins(site, monkeypatch):
    site.getSiteManager().unregisterUtility(provided=ILoginStore)


def without_directory(site, monkeypatch):
    site.getSiteManager().unregisterUtility(provided=IPatronDirectory)


def without_stores_in_the_plugin(site, monkeypatch):
    plugin = site.acl_users[PLUGIN_ID]
    del plugin._stores[IPatronDirectory.__identifier__]
    del plugin._stores[ILoginStore.__identifier__]
    without_logins(site, monkeypatch)
    without_directory(site, monkeypatch)


def without_keys(site, monkeypatch):
    del getUtility(IKeyManager)[KEY_RING]


def without_settings(site, monkeypatch):
    records = getUtility(IRegistry).records
    for name in list(records.keys("ndl.registration.", "ndl.registration/")):
        del records[name]


def with_broken_sources(site, monkeypatch):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr("ndl.registration.staff.source.StaffSource.find", broken)
    monkeypatch.setattr("ndl.registration.login.sources.PatronSource.find", broken)


def with_broken_sessions(site, monkeypatch):
    def broken(*args):
        raise TypeError

    target = "ndl.registration.pas.authentication.find_session"
    monkeypatch.setattr(target, broken)


BREAKAGES = [
    without_logins,
    without_directory,
    without_stores_in_the_plugin,
    without_keys,
    without_settings,
    with_broken_sources,
    with_broken_sessions,
]


class TestOutOfOrder:
    """With a part of the login missing, nobody is let in but to repair it."""

    @pytest.fixture(params=BREAKAGES, ids=lambda breakage: breakage.__name__)
    def broken(self, request, site, patron, staff, monkeypatch):
        request.param(site, monkeypatch)
        commit()

    def test_no_password_opens(self, broken, visitor, account, basic):
        assert visitor.get("@@test-who", auth=basic).text == ""
        visitor.log_in(*basic)
        assert visitor.who() == ""
        fields = dict(zip(AC_NAMES, basic, strict=True))
        assert visitor.post("@@test-who", data=fields).text == ""
        answer = visitor.post(
            "@login", json=account, headers={"Accept": "application/json"}
        )
        assert "token" not in answer.text

    def test_managers_of_the_root_can_repair_it(self, broken, visitor):
        basic = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert visitor.get("@@test-who", auth=basic).text == SITE_OWNER_NAME
        for page in (
            "manage_main",
            "acl_users/manage_main",
            "acl_users/plugins/manage_plugins",
            "portal_setup/manage_main",
            "@@overview-controlpanel",
            "prefs_install_products_form",
        ):
            answer = visitor.get(page, auth=basic)
            assert answer.status_code == 200, page
            assert "/login" not in answer.url


class TestSessionOutOfOrder:
    @pytest.mark.parametrize(
        "breakage",
        [
            without_logins,
            without_directory,
            without_stores_in_the_plugin,
            with_broken_sessions,
        ],
    )
    def test_is_nobodys(self, site, logged_in, patron, monkeypatch, breakage):
        breakage(site, monkeypatch)
        commit()
        assert patron.user_id not in logged_in.who()
