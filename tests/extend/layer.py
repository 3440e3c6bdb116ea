"""The test layer with a library's own package added."""

from ndl.registration.testing import FIXTURE
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PloneSandboxLayer
from plone.testing.zca import stackConfigurationContext
from plone.testing.zope import WSGI_SERVER_FIXTURE
from tests import policy_package
from zope.component import getGlobalSiteManager
from zope.configuration import xmlconfig


class Registrations:
    """Global registrations of the package, undone after each test."""

    def __init__(self, layer):
        self.before = _registered()
        context = stackConfigurationContext(layer["configurationContext"])
        xmlconfig.file("components.zcml", policy_package, context)

    def undo(self):
        site, now = getGlobalSiteManager(), _registered()
        for key in now.keys() - self.before.keys():
            kind, entry = now[key]
            getattr(site, _REMOVE[kind])(*_arguments(kind, entry))
        for key in self.before.keys() - now.keys():
            kind, entry = self.before[key]
            getattr(site, _ADD[kind])(*_arguments(kind, entry))


_REMOVE = {
    "registeredUtilities": "unregisterUtility",
    "registeredAdapters": "unregisterAdapter",
    "registeredHandlers": "unregisterHandler",
}
_ADD = {kind: name.removeprefix("un") for kind, name in _REMOVE.items()}


def _registered():
    site = getGlobalSiteManager()
    return {
        (kind, *map(_key, _arguments(kind, entry))): (kind, entry)
        for kind in _REMOVE
        for entry in getattr(site, kind)()
    }


def _key(argument):
    if isinstance(argument, tuple):
        return tuple(map(_key, argument))
    return argument if isinstance(argument, str) else id(argument)


def _arguments(kind, entry):
    if kind == "registeredUtilities":
        return entry.component, entry.provided, entry.name
    if kind == "registeredAdapters":
        return entry.factory, entry.required, entry.provided, entry.name
    return entry.factory, entry.required, entry.name


class PolicyLayer(PloneSandboxLayer):
    defaultBases = (FIXTURE,)

    def __init__(self):
        super().__init__()
        self._registrations = []

    def setUpZope(self, app, configurationContext):
        self.loadZCML("profiles.zcml", package=policy_package)

    def setUpPloneSite(self, portal):
        applyProfile(portal, "tests.policy_package:default")

    def testSetUp(self):
        self._registrations.append(Registrations(self))

    def testTearDown(self):
        self._registrations.pop().undo()


POLICY = PolicyLayer()
INTEGRATION = IntegrationTesting(bases=(POLICY,), name="policy:Integration")
FUNCTIONAL = FunctionalTesting(
    bases=(POLICY, WSGI_SERVER_FIXTURE), name="policy:Functional"
)
