"""POST @export: the stock service writes all users and applications into a file."""

from ndl.registration.pas.exports import refuse_export
from plone import api
from plone.exportimport.services import ExportService


class Export(ExportService):
    """For users of the Zope root alone; the command line has the same."""

    def render(self) -> bytes:
        """Export the site, unless patrons would be among it."""
        refuse_export(api.portal.get())
        return super().render()
