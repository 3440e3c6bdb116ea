"""What marks pages and forms of the portal."""

from z3c.form.interfaces import IHandlerForm
from zope.interface import Attribute
from zope.interface import Interface


class IPortalPage(Interface):
    """A page of the portal that shows no content item."""

    title = Attribute("The title, as a message.")


class IPortalForm(IPortalPage, IHandlerForm):
    """A form of the portal over a schema."""
