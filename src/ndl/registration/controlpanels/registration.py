"""Settings of registration and login, in Classic and over REST."""

from html import escape
from ndl.registration import _
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.interfaces import IRegistrationSettings
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.restapi.controlpanels import RegistryConfigletPanel
from zope.component import adapter
from zope.i18n import translate
from zope.interface import Interface


HEALTH = _("Health of registration and login")


class RegistrationSettingsForm(RegistryEditForm):
    """The form over all settings."""

    schema = IRegistrationSettings
    schema_prefix = SETTINGS_PREFIX
    label = _("Patron registration and login")


class RegistrationControlPanel(ControlPanelFormWrapper):
    """The page around the form."""

    form = RegistrationSettingsForm

    @property
    def description(self) -> str:
        """A link to the page that says whether all is well, as HTML."""
        words = translate(HEALTH, context=self.request)
        url = f"{self.context.absolute_url()}/@@registration-health"
        return f'<a href="{escape(url)}">{escape(words)}</a>'


@adapter(Interface, IBrowserLayer)
class RegistrationConfiglet(RegistryConfigletPanel):
    """The same settings for plone.restapi."""

    schema = IRegistrationSettings
    schema_prefix = SETTINGS_PREFIX
    configlet_id = "ndl-registration"
    configlet_category_id = "Products"
    title = _("Patron registration and login")
    group = "Products"
