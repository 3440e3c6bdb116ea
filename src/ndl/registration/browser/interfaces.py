"""Marker interfaces of pages, and viewlet managers for integrators."""

from z3c.form.interfaces import IHandlerForm
from zope.interface import Attribute
from zope.interface import Interface
from zope.viewlet.interfaces import IViewletManager


class IMyAccountSections(IViewletManager):
    """The sections of My Account."""


class IPatronHead(IViewletManager):
    """The end of the head, for styles, scripts and verification tags."""


class IPatronHeader(IViewletManager):
    """The header, before the account links."""


class IPatronFooter(IViewletManager):
    """The end of the page."""


class IPortalPage(Interface):
    """A page of the portal that does not show a content item."""

    title = Attribute("The title, as a message.")


class IPortalForm(IPortalPage, IHandlerForm):
    """A form of the portal over a schema."""
