"""POST @hold on an application: the work on it goes on."""

from ndl.registration.errors import DomainError
from ndl.registration.review.claims import hold
from ndl.registration.services.errors import refuse
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.services import Service
from typing import Any
from zope.interface import alsoProvides


class Hold(Service):
    """Renews the claim of the current user."""

    def reply(self) -> dict[str, Any]:
        """Until when others leave the application to the editor."""
        self.request.response.setHeader("Cache-Control", "no-store, private")
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            hold(self.context)
        except DomainError as error:
            return refuse(self.request, error.code, error.message)
        return {"until": json_compatible(self.context.held_until)}
