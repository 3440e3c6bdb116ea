"""The page `register-sent`, shown after the mail with the link was sent."""

from ndl.registration import _
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.interfaces import IPortalPage
from ndl.registration.registration.confirmation import link_hours
from ndl.registration.settings import settings
from Products.Five.browser import BrowserView
from zope.interface import implementer


@implementer(IPortalPage)
class SentPage(BrowserView):
    """The confirmation that a mail was sent (R62-R64, R165)."""

    title = _("User registration")

    def __call__(self) -> str:
        """Show the page."""
        keep_private(self.request)
        return self.index()

    @property
    def domain(self) -> str:
        """The domain from which the mail is sent."""
        return settings().mail_domain

    @property
    def hours(self) -> int:
        """Lifetime of the link in hours."""
        return link_hours()
