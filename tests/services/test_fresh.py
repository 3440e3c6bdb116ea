from ndl.registration.services.errors import refuse_stale_code
from plone.rest.interfaces import IAPIRequest
from plone.restapi.services import Service
from Products.Five.browser import BrowserView
from zope.component import getGlobalSiteManager
from zope.interface import Interface

import pytest
import time_machine


class Change(Service, BrowserView):
    """A service of a later feature that makes a sensitive change."""

    def check_permission(self):
        pass

    def reply(self):
        return refuse_stale_code(self.request) or {"changed": True}


@pytest.fixture
def clock():
    with time_machine.travel("2036-11-21T03:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def change(clock, site, token, program):
    """Asks the service, in the name of the token."""
    name = "POST_application_json_@test-change"
    manager = getGlobalSiteManager()
    manager.registerAdapter(Change, (Interface, IAPIRequest), Interface, name)
    yield lambda token=token, **kw: program.post("@test-change", {}, token, **kw)
    manager.unregisterAdapter(Change, (Interface, IAPIRequest), Interface, name)


class TestStepUp:
    def test_is_not_asked_within_ten_minutes(self, change, clock):
        clock.shift(599)
        assert change().json() == {"changed": True}

    def test_is_asked_after_ten_minutes(self, change, clock):
        clock.shift(600)
        response = change()
        assert response.status_code == 401
        challenge = response.headers["WWW-Authenticate"]
        assert challenge.startswith("Bearer ")
        assert 'error="insufficient_user_authentication"' in challenge
        assert 'max_age="600"' in challenge
        assert response.json()["error"]["type"] == "insufficient_user_authentication"
        assert "new authentication code" in response.json()["error"]["message"]

    def test_is_told_in_the_language_asked_for(self, change, clock):
        clock.shift(600)
        response = change(headers={"Accept-Language": "ja"})
        assert "認証コード" in response.json()["error"]["message"]

    def test_is_asked_of_strangers(self, change):
        assert change(token="").status_code == 401
