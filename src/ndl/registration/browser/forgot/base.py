"""What the pages for a forgotten password or user ID share."""

from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.page import IPortalPage
from ndl.registration.browser.register.steps import StepForm
from ndl.registration.config import minutes_of
from ndl.registration.limits.client import Client
from ndl.registration.settings import settings
from ndl.registration.web.client import client_of
from plone.registry.recordsproxy import RecordsProxy
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.interface import implementer


class TellsLifetime:
    """A page that tells how long a mailed link is valid."""

    @property
    def minutes(self) -> int:
        """The minutes from the mail on."""
        return minutes_of(settings().password_reset_lifetime)


class ForgotForm(TellsLifetime, StepForm):
    """A form with notes above it; the answer to it is another page."""

    template = ViewPageTemplateFile("form.pt")
    ignoreRequest = False

    @property
    def client(self) -> Client:
        """The browser this request comes from."""
        return client_of(self.request)

    def values(self) -> dict[str, Any] | None:
        """What was entered, if all of it can be used."""
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return None
        return data

    def go(self, page: str) -> None:
        """Send the browser on."""
        self.request.response.redirect(f"{self.context.absolute_url()}/{page}")


@implementer(IPortalPage)
class ForgotPage(TellsLifetime, BrowserView):
    """A page that only tells something."""

    title = ""

    def __call__(self) -> str:
        """Show the page."""
        keep_private(self.request)
        return self.index()

    @property
    def settings(self) -> RecordsProxy:
        """The figures and texts of the library."""
        return settings()
