"""Sensitive changes over REST: the step-up challenge of RFC 9470."""

from ndl.registration.errors import Code
from ndl.registration.services.errors import refuse
from ndl.registration.settings import settings
from ndl.registration.web.fresh import CODE_NOT_FRESH
from ndl.registration.web.fresh import has_fresh_code
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


STEP_UP = "insufficient_user_authentication"


def require_fresh_code(request: HTTPRequest) -> dict[str, Any] | None:
    """The answer to a sensitive request without a fresh code; None if it has one.

    The status is 401 then, and the header tells how old a code may be. A service
    returns it before it changes anything:

        def reply(self):
            return require_fresh_code(self.request) or self.change()
    """
    if has_fresh_code(request):
        return None
    age = settings().fresh_code
    challenge = f'Bearer error="{STEP_UP}", max_age="{age}"'
    request.response.setHeader("WWW-Authenticate", challenge)
    return refuse(request, Code.CODE_NOT_FRESH, CODE_NOT_FRESH, STEP_UP)
