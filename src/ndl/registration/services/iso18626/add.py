"""POST @iso18626 takes one message of the standard, and returns its confirmation."""

from ndl.registration.errors import DomainError
from ndl.registration.library.handover.iso18626.receiving import may_report
from ndl.registration.library.handover.iso18626.receiving import take_report
from ndl.registration.settings import settings
from plone.protect.interfaces import IDisableCSRFProtection
from plone.rest import Service
from typing import Any
from zope.interface import alsoProvides

import json
import transaction


_HEADER = "X-API-Key"
_KIND = "application/xml; charset=utf-8"


class ReportPost(Service):
    """For the library's own system only, which sends its key; cookies do not count."""

    def render(self) -> Any:
        """The confirmation, or an error message."""
        response = self.request.response
        response.setHeader("Cache-Control", "no-store, private")
        if not may_report(self.request.getHeader(_HEADER) or ""):
            return self._refuse(401, "Unauthorized")
        most = settings().iso18626_kilobytes * 1024
        body = self.request.stdin
        body.seek(0)
        data = body.read(most + 1)
        if len(data) > most:
            return self._refuse(413, "Too large")
        # Safe from forgery: a browser does not send the key along as it does cookies.
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            answer = take_report(data, _charset(self.request))
        except DomainError:
            transaction.doom()
            return self._refuse(503, "Try again later")
        response.setHeader("Content-Type", _KIND)
        return answer

    def _refuse(self, status: int, words: str) -> str:
        response = self.request.response
        response.setStatus(status, lock=1)
        response.setHeader("Content-Type", "application/json")
        return json.dumps({"error": {"type": words, "message": words}})


def _charset(request: Any) -> str:
    kind = request.getHeader("Content-Type") or ""
    return kind.partition("charset=")[2].split(";")[0].strip("\"' ")
