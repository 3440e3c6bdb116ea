"""Places of the account's pages that an integrator may fill."""

from zope.viewlet.interfaces import IViewletManager


class IMyAccountSections(IViewletManager):
    """The sections of My Account."""
