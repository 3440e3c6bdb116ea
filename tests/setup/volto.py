"""A test layer with a site that uses Volto as frontend."""

from ndl.registration.testing import FIXTURE
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import PloneSandboxLayer
from plone.testing.zope import WSGI_SERVER_FIXTURE

import plone.app.caching
import plone.volto


class VoltoLayer(PloneSandboxLayer):
    defaultBases = (FIXTURE,)

    def setUpZope(self, app, configurationContext):
        self.loadZCML(package=plone.app.caching)
        self.loadZCML(package=plone.volto)

    def setUpPloneSite(self, portal):
        applyProfile(portal, "plone.volto:default")


VOLTO_FIXTURE = VoltoLayer()
VOLTO_TESTING = FunctionalTesting(
    bases=(VOLTO_FIXTURE, WSGI_SERVER_FIXTURE), name="volto:FunctionalTesting"
)
