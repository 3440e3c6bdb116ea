"""Settings of registration and login, in Classic and over REST."""

from ndl.registration import _
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.interfaces import IRegistrationSettings
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.restapi.controlpanels import RegistryConfigletPanel
from zope.component import adapter
from zope.interface import Interface


class RegistrationSettingsForm(RegistryEditForm):
    """The form over all settings."""

    schema = IRegistrationSettings
    schema_prefix = SETTINGS_PREFIX
    label = _("Patron registration and login")


class RegistrationControlPanel(ControlPanelFormWrapper):
    """The page around the form."""

    form = RegistrationSettingsForm


@adapter(Interface, IBrowserLayer)
class RegistrationConfiglet(RegistryConfigletPanel):
    """The same settings for plone.restapi."""

    schema = IRegistrationSettings
    schema_prefix = SETTINGS_PREFIX
    configlet_id = "ndl-registration"
    configlet_category_id = "Products"
    title = _("Patron registration and login")
    group = "Products"
