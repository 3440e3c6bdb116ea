"""PATCH @controlpanels/ndl-registration: the settings, with refusals in words."""

from ndl.registration import _
from ndl.registration.services.body import check_type
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import read_body
from ndl.registration.services.errors import say
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from ndl.registration.web.fresh import CODE_NOT_FRESH
from ndl.registration.web.fresh import has_fresh_code
from plone.restapi.services.controlpanels.update import ControlpanelsUpdate
from typing import Any
from zExceptions import BadRequest
from zope.schema.interfaces import WrongType


PANEL = "ndl-registration"
SWITCH = "staff_code"


class ControlPanelsPatch(ControlpanelsUpdate):
    """The stock service; values of a wrong type do not break it."""

    def reply(self) -> Any:
        """Change the settings of a panel."""
        if self.params != [PANEL]:
            return super().reply()
        try:
            if self._needs_code() and not has_fresh_code(self.request):
                return self._refuse()
            self._check_types()
            return super().reply()
        except (AttributeError, Malformed, TypeError, WrongType) as error:
            # Raised, as some values may be set already.
            message = say(self.request, _("The request could not be understood."))
            raise BadRequest(message) from error

    def _refuse(self) -> dict[str, Any]:
        self.request.response.setStatus(403)
        message = say(self.request, CODE_NOT_FRESH)
        return {"error": {"type": "Forbidden", "message": message}}

    def _check_types(self) -> None:
        for name, value in read_body(self.request).items():
            if name in IRegistrationSettings:
                check_type(IRegistrationSettings[name], value)

    def _needs_code(self) -> bool:
        return bool(settings().staff_code) or SWITCH in read_body(self.request)
