"""GET and POST @terms: what holds now, and the consent of the patron (R58)."""

from ndl.registration import _
from ndl.registration.registration.terms import accept_terms
from ndl.registration.registration.terms import get_terms
from ndl.registration.registration.terms import must_accept
from ndl.registration.registration.terms import TermsChanged
from ndl.registration.services.errors import say
from ndl.registration.settings.constraints import is_text
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zope.interface import alsoProvides


VERSION_MISSING = _("Please name the version of the terms that you have read.")


class TermsGet(Service):
    """The version that holds, where to read it, and whether it must be accepted."""

    def reply(self) -> dict[str, Any]:
        """The terms in force."""
        version = get_terms().current.version
        url = self.context.absolute_url()
        return {
            "@id": f"{url}/@terms",
            "version": version,
            "page": f"{url}/terms?version={version}",
            "must_accept": must_accept(api.user.get_current().getId() or ""),
        }


class TermsPost(Service):
    """Record the patron's consent to this version."""

    def reply(self) -> Any:
        """Record it."""
        version = json_body(self.request).get("version")
        if not is_text(version) or not version:
            return self._refuse(VERSION_MISSING)
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            accept_terms(api.user.get_current().getId(), version)
        except TermsChanged as error:
            return self._refuse(error.message)
        return self.reply_no_content()

    def _refuse(self, message: str) -> dict[str, Any]:
        self.request.response.setStatus(400)
        return {"error": {"type": "BadRequest", "message": say(self.request, message)}}
