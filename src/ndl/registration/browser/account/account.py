"""My Account: what the library holds of the patron, and what can be done."""

from ndl.registration import _
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.page import IPortalPage
from ndl.registration.browser.person import address_rows
from ndl.registration.browser.person import extra_rows
from ndl.registration.browser.person import language_rows
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import phone_row
from ndl.registration.browser.person import Rows
from ndl.registration.browser.person import TYPES
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.entitlements import Entitlement
from ndl.registration.patrons.entitlements import entitlements
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.queue import open_application_of
from ndl.registration.settings import settings
from plone import api
from plone.registry.recordsproxy import RecordsProxy
from Products.Five.browser import BrowserView
from zope.interface import implementer


@implementer(IPortalPage)
class MyAccount(BrowserView):
    """The page `my-account`, "Review or update user information"."""

    title = _("My Account")

    def __call__(self) -> str:
        """Show the page, to nobody but the patron."""
        keep_private(self.request)
        return self.index()

    @property
    def patron(self) -> Patron:
        """The patron who is logged in."""
        return get_directory()[api.user.get_current().getId()]

    @property
    def user_type(self) -> str:
        """The type of the registration in words."""
        return TYPES[self.patron.patron_class]

    @property
    def expires(self) -> str:
        """The last day on which the patron can log in, unless it is moved on."""
        return show_day(self.patron.valid_until)

    @property
    def settings(self) -> RecordsProxy:
        """The figures that the texts name."""
        return settings()

    @property
    def rows(self) -> Rows:
        """The patron's name, address, number and language."""
        return [
            *name_rows(self.patron),
            *address_rows(self.patron),
            phone_row(self.patron),
            *language_rows(self.patron),
            *extra_rows(self.patron),
        ]

    @property
    def services(self) -> list[Entitlement]:
        """The services open to the patron."""
        return entitlements(self.patron)

    @property
    def waits_for_decision(self) -> bool:
        """Whether an application of the patron is open."""
        return open_application_of(self.patron.user_id) is not None

    @property
    def can_apply(self) -> bool:
        """Whether the patron may apply for official registration (R127, R129)."""
        return not (self.patron.is_official or self.waits_for_decision)
