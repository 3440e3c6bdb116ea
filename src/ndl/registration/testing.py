"""Test layers for this add-on and for packages that extend it."""

from ndl.registration.limits.counters import forget_counters
from ndl.registration.settings import settings
from OFS.Application import Application
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.testing import zope
from plone.testing.zope import WSGI_SERVER_FIXTURE
from Products.CMFPlone.Portal import PloneSite
from typing import Any

import ndl.registration


class Layer(PloneSandboxLayer):
    """A Classic site with the add-on; password hashing is fast and insecure."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app: Application, configurationContext: Any) -> None:
        """Load the configuration of the add-on."""
        self.loadZCML(package=ndl.registration)
        zope.installProduct(app, "ndl.registration")

    def setUpPloneSite(self, portal: PloneSite) -> None:
        """Install the add-on together with plone.restapi, whose services it guards."""
        applyProfile(portal, "plone.restapi:default")
        applyProfile(portal, "ndl.registration:default")
        portal.portal_registry["plone.email_from_address"] = "library@example.org"
        portal.portal_registry["plone.email_from_name"] = "国立図書館"
        portal.portal_registry["plone.portal_timezone"] = "Asia/Tokyo"
        portal.portal_registry["plone.available_languages"] = ["en", "ja"]
        portal.portal_registry["plone.use_cookie_negotiation"] = True
        # Mails are sent on commit, so that tests need not wait for the queue.
        portal.MailHost.smtp_queue = False
        settings().public_url = "http://localhost/plone"
        settings().robot_seconds = 0
        settings().argon2_time = 1
        settings().argon2_memory = 7168
        settings().argon2_parallelism = 1

    def testSetUp(self) -> None:
        """Reset the counters, so that no test counts against the limits of the next."""
        forget_counters()


FIXTURE = Layer()
INTEGRATION_TESTING = IntegrationTesting(
    bases=(FIXTURE,), name="ndl.registration:IntegrationTesting"
)
FUNCTIONAL_TESTING = FunctionalTesting(
    bases=(FIXTURE, WSGI_SERVER_FIXTURE), name="ndl.registration:FunctionalTesting"
)
