"""Refusals over REST: one table of statuses, one form of the answer."""

from collections.abc import Mapping
from ndl.registration.errors import Code
from ndl.registration.services.words import say
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


UNAUTHORIZED = 401
STATUS: Mapping[Code, int] = {
    Code.CODE_NOT_FRESH: UNAUTHORIZED,
    Code.CODE_REPLACED: UNAUTHORIZED,
    Code.CODE_WRONG: UNAUTHORIZED,
    Code.CODES_WRONG: UNAUTHORIZED,
    Code.CREDENTIALS_WRONG: UNAUTHORIZED,
    Code.LOGIN_ENDED: UNAUTHORIZED,
    Code.NO_CHANNEL: UNAUTHORIZED,
    Code.REGISTRATION_EXPIRED: UNAUTHORIZED,
    Code.TOKEN_DEAD: UNAUTHORIZED,
    Code.OWN_APPLICATION: 403,
    Code.OWN_ENTRY: 403,
    Code.PATRON_GONE: 404,
    Code.UNKNOWN_PATRON: 404,
    Code.APPLICATION_OPEN: 409,
    Code.EMAIL_TAKEN: 409,
    Code.STALE_ENTRY: 409,
    Code.STALE_PAGE: 409,
    Code.STEP_IMPOSSIBLE: 409,
    Code.USER_ID_TAKEN: 409,
    Code.LINK_EXPIRED: 410,
    Code.RESET_LINK_EXPIRED: 410,
    Code.CODE_MAILS_LIMIT: 429,
    Code.CODES_BLOCKED: 429,
    Code.RESEND_LIMIT: 429,
    Code.RESEND_TOO_SOON: 429,
    Code.TOO_MANY_REQUESTS: 429,
    Code.DELIVERY_FAILED: 503,
    Code.MAIL_NOT_CONFIGURED: 503,
    Code.PICTURE_KEYS_INVALID: 503,
    Code.PICTURE_UNSCANNED: 503,
    Code.PICTURES_BUSY: 503,
}


def status_of(code: Code) -> int:
    """The HTTP status of a refusal; a request that only has to be corrected is 400."""
    return STATUS.get(code, 400)


def refuse(
    request: HTTPRequest,
    code: Code,
    message: str,
    kind: str = "",
    fields: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Set the status and return the answer.

    `kind` is the type of plone.restapi, by default the code; `fields` are messages
    by field.
    """
    request.response.setStatus(status_of(code))
    said = {name: say(request, text) for name, text in (fields or {}).items()}
    return {
        "error": {
            "type": kind or code.value,
            "code": code.value,
            "message": say(request, message),
            "fields": said,
        }
    }
