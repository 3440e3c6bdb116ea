from ndl.registration.config import PLUGIN_ID
from ndl.registration.setuphandlers.stores import unregister_stores
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from transaction import commit

import pytest


def put_behind(site):
    site.acl_users.plugins.movePluginsTop(IAuthenticationPlugin, ["source_users"])


def deactivate(site):
    site.acl_users.plugins.deactivatePlugin(IAuthenticationPlugin, PLUGIN_ID)


class TestAlive:
    def test_says_so_without_details(self, visitor):
        answer = visitor.get("@@alive")
        assert (answer.status_code, answer.text) == (200, "ok\n")
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert "Set-Cookie" not in answer.headers

    @pytest.mark.parametrize("disturb", [put_behind, deactivate, unregister_stores])
    def test_says_when_the_login_is_out_of_service(self, site, visitor, disturb):
        disturb(site)
        commit()
        answer = visitor.get("@@alive")
        assert (answer.status_code, answer.text) == (503, "out of service\n")
