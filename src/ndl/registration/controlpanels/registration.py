"""Settings of registration and login, in Classic and over REST."""

from ndl.registration import _
from ndl.registration.browser.forms.fresh import send_to_fresh_code
from ndl.registration.browser.interfaces import IPortalPage
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from ndl.registration.web.fresh import CODE_NOT_FRESH
from ndl.registration.web.fresh import has_fresh_code
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.registry.recordsproxy import RecordsProxy
from plone.restapi.controlpanels import RegistryConfigletPanel
from Products.CMFPlone.Portal import PloneSite
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.component import adapter
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import Invalid

import re


FAULTY = _("Nothing was saved. Correct: ${fields}")
PAGES = {
    "registration-health": _("Health of registration and login"),
    "staff-two-factor": _("Two-factor login of staff"),
    "ndl-registration-call": _("Try out a voice call"),
    "ndl-registration-terms": _("Terms and Conditions"),
    "ndl-registration-guidance": _("Guidance for patrons"),
    "ndl-registration-mails": _("Email texts"),
    "ndl-registration-kinds": _("Kinds of identification documents"),
    "ndl-registration-reasons": _("Reasons to decline an application"),
    "ndl-registration-catalogues": _("Catalogues that can be searched"),
    "ndl-registration-refusals": _("Reasons to refuse a request"),
    "ndl-registration-services": _("Services of the library"),
}


class RegistrationSettingsForm(RegistryEditForm):
    """The form over all settings."""

    schema = IRegistrationSettings
    schema_prefix = SETTINGS_PREFIX
    label = _("Patron registration and login")
    default_fieldset_label = _("General")

    def extractData(
        self, setErrors: bool = True
    ) -> tuple[dict[str, Any], tuple[Any, ...]]:
        """The values; with an error unless staff who need codes have a fresh one."""
        data, errors = super().extractData(setErrors)
        labels = [error.widget.label for error in errors if error.widget is not None]
        if labels:
            fields = "; ".join(translate(one, context=self.request) for one in labels)
            self.formErrorsMessage = Message(FAULTY, mapping={"fields": fields})
        pairs = [error.message for error in errors if error.widget is None]
        if pairs:
            # Said within its tab only, which may not be the one that is shown.
            self.formErrorsMessage = pairs[0]
        if settings().staff_code and not has_fresh_code(self.request):
            self.formErrorsMessage = CODE_NOT_FRESH
            errors = (*errors, Invalid(CODE_NOT_FRESH))
        return data, errors

    def render(self) -> str:
        """The form; the tab of the first error is open."""
        text = str(super().render())
        for number, part in enumerate((self, *self.groups)):
            if part.widgets.errors:
                return _with_open_tab(text, number)
        return text


def _with_open_tab(text: str, number: int) -> str:
    """The form with the mark by which Plone's script opens a tab."""
    place = list(re.finditer("<legend(?= )", text))[number].end()
    return f'{text[:place]} class="active"{text[place:]}'


@implementer(IPortalPage)
class RegistrationControlPanel(ControlPanelFormWrapper):
    """The page around the form."""

    title = RegistrationSettingsForm.label
    form = RegistrationSettingsForm
    index = ViewPageTemplateFile("registration.pt")

    def __call__(self) -> str:
        """Show the page; if staff need codes, only after a fresh one."""
        stale = send_to_fresh_code(self.request) if self.is_guarded else None
        return stale or super().__call__()

    @property
    def is_guarded(self) -> bool:
        """Whether a change of settings needs a fresh code."""
        return bool(settings().staff_code)

    @property
    def pages(self) -> list[dict[str, str]]:
        """Links to the other control panels of the add-on."""
        url = self.context.absolute_url()
        return [
            {"title": title, "url": f"{url}/@@{name}"} for name, title in PAGES.items()
        ]


def settings_of(site: PloneSite) -> RecordsProxy:
    """The settings as context for invariants that plone.restapi checks."""
    return settings()


@adapter(Interface, IBrowserLayer)
class RegistrationConfiglet(RegistryConfigletPanel):
    """The same settings for plone.restapi."""

    schema = IRegistrationSettings
    schema_prefix = SETTINGS_PREFIX
    configlet_id = "ndl-registration"
    configlet_category_id = "Products"
    title = _("Patron registration and login")
    group = "Products"
