from .conftest import log_in
from .conftest import NEW
from .conftest import token_among
from .conftest import token_in
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sources import find_identity
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.recovery.password import set_password
from ndl.registration.recovery.reset_link import open_reset
from ndl.registration.recovery.reset_link import ResetLinkInvalid
from plone import api
from plone.app.testing import SITE_OWNER_NAME

import pytest


pytestmark = pytest.mark.usefixtures("public_url", "mails")


class TestStaff:
    @pytest.fixture
    def link(self, ask, clock, editor):
        (mail,) = ask("editor", "editor@example.org")
        return token_in(mail)

    def stored(self, portal):
        return portal.acl_users.source_users._user_passwords["editor"]

    def test_set_a_new_password(self, portal, link):
        set_password(link, NEW, NEW)
        plugin = portal.acl_users.source_users
        credentials = {"login": "editor", "password": NEW}
        assert plugin.authenticateCredentials(credentials)

    def test_once(self, portal, link):
        set_password(link, NEW, NEW)
        with pytest.raises(ResetLinkInvalid):
            set_password(link, "Hasegawa-222-m", "Hasegawa-222-m")

    def test_under_the_policy_of_the_site(self, portal, link):
        before = self.stored(portal)
        for weak in ("short", "Staff-secret-1"):
            with pytest.raises(WeakPassword):
                set_password(link, weak, weak)
        assert self.stored(portal) == before

    def test_dies_with_password_address_and_login(self, portal, ask, editor, link):
        log_in("editor")
        with pytest.raises(ResetLinkInvalid):
            open_reset(link)
        link = token_among(ask("editor", "editor@example.org"))
        portal.acl_users.userSetPassword("editor", "Staff-secret-2")
        with pytest.raises(ResetLinkInvalid):
            open_reset(link)
        link = token_among(ask("editor", "editor@example.org"))
        editor.setMemberProperties({"email": "other@example.org"})
        with pytest.raises(ResetLinkInvalid):
            open_reset(link)

    def test_sessions_end(self, portal, ask, editor):
        ticket = log_in("editor").ticket
        (mail,) = ask("editor", "editor@example.org")
        set_password(token_in(mail), NEW, NEW)
        assert not find_session(ticket)

    def test_not_if_another_source_keeps_the_password(self, portal, ask, editor):
        users = portal.acl_users.source_users
        del users._user_passwords["editor"]
        assert ask("editor", "editor@example.org") == []

    def test_not_the_users_of_the_root(self, portal, ask):
        login = SITE_OWNER_NAME
        assert api.portal.get().aq_parent.acl_users.getUser(login)
        assert find_identity(login) is None
        assert ask(login, "editor@example.org") == []

    def test_not_those_who_were_deleted(self, portal, link):
        portal.acl_users.source_users.doDeleteUser("editor")
        with pytest.raises(ResetLinkInvalid):
            open_reset(link)
