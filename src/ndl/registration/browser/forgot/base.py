"""Base of the pages for a forgotten password or user ID."""

from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.config import minutes_of
from ndl.registration.limits.client import Client
from ndl.registration.settings import settings
from ndl.registration.web.client import client_of
from plone.registry.recordsproxy import RecordsProxy
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class TellsLifetime:
    """A page that names the lifetime of a mailed link."""

    @property
    def minutes(self) -> int:
        """The minutes from the mail on."""
        return minutes_of(settings().password_reset_lifetime)


class ForgotForm(TellsLifetime, PortalForm):
    """A form with notes above it; the answer to it is another page."""

    template = ViewPageTemplateFile("form.pt")
    ignoreRequest = False

    @property
    def client(self) -> Client:
        """The browser this request comes from."""
        return client_of(self.request)

    def go(self, page: str) -> None:
        """Send the browser on."""
        self.request.response.redirect(f"{self.context.absolute_url()}/{page}")


class ForgotPage(TellsLifetime, PortalPage):
    """A page with information only."""

    @property
    def settings(self) -> RecordsProxy:
        """The figures and texts of the library."""
        return settings()
