"""The page My Account, whose sections are viewlets; see `sections`."""

from ndl.registration import _
from ndl.registration.browser.forms.page import PortalPage


class MyAccount(PortalPage):
    """The page `my-account`, the landing page of patrons (R41)."""

    title = _("My Account")
