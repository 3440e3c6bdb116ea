"""Refusals over REST: one table of statuses, one form of answer.

This includes the step-up challenge of RFC 9470.
"""

from collections.abc import Mapping
from ndl.registration.config import supported_language
from ndl.registration.errors import Code
from ndl.registration.settings import settings
from ndl.registration.web.fresh import CODE_NOT_FRESH
from ndl.registration.web.fresh import has_fresh_code
from plone import api
from typing import Any
from zope.i18n import translate
from zope.publisher.browser import BrowserLanguages
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
    Code.CONFLICT_OF_INTEREST: 403,
    Code.DOCUMENT_NEEDED: 403,
    Code.EMAIL_LINK_FOREIGN: 403,
    Code.OWN_ACCOUNT: 403,
    Code.OWN_APPLICATION: 403,
    Code.OWN_ENTRY: 403,
    Code.OWN_PATRON_ID: 403,
    Code.NOT_ENTITLED: 403,
    Code.OWN_REQUEST: 403,
    Code.NOT_YOURS: 403,
    Code.PASSWORD_WRONG: 403,
    Code.SECOND_EDITOR_NEEDED: 403,
    Code.SERVICE_NOT_OPEN: 403,
    Code.NOT_FOUND: 404,
    Code.NOTHING_WAITS: 404,
    Code.PATRON_GONE: 404,
    Code.UNKNOWN_APPLICATION: 404,
    Code.UNKNOWN_BROWSER: 404,
    Code.UNKNOWN_CATALOGUE: 404,
    Code.UNKNOWN_ENTRY: 404,
    Code.UNKNOWN_FORMAT: 404,
    Code.UNKNOWN_LIST: 404,
    Code.UNKNOWN_PATRON: 404,
    Code.UNKNOWN_REQUEST: 404,
    Code.UNKNOWN_SERVICE: 404,
    Code.UNKNOWN_SESSION: 404,
    Code.UNKNOWN_STAFF: 404,
    Code.UNKNOWN_NOTICE: 404,
    Code.APPLICATION_OPEN: 409,
    Code.CARD_MISSING: 409,
    Code.CARD_TAKEN: 409,
    Code.NOT_REQUESTABLE: 409,
    Code.OFFICIAL_KEPT: 409,
    Code.REQUEST_MOVED: 409,
    Code.TOO_MANY_OPEN: 409,
    Code.CHANGE_AT_ONCE: 409,
    Code.CLAIMED_BY_OTHER: 409,
    Code.EMAIL_TAKEN: 409,
    Code.SERVICE_TERMS_CHANGED: 409,
    Code.TERMS_CHANGED: 409,
    Code.STALE_NOTICE: 409,
    Code.PERHAPS_REGISTERED: 409,
    Code.LIST_FULL: 409,
    Code.TOO_MANY_LISTS: 409,
    Code.STALE_ENTRY: 409,
    Code.HANDOVER_CLOSED: 410,
    Code.STALE_DATA: 409,
    Code.STALE_PAGE: 409,
    Code.STALE_REQUEST: 409,
    Code.STEP_IMPOSSIBLE: 409,
    Code.TOO_LATE: 409,
    Code.USER_ID_TAKEN: 409,
    Code.EMAIL_LINK_EXPIRED: 410,
    Code.LINK_EXPIRED: 410,
    Code.RESET_LINK_EXPIRED: 410,
    Code.CALL_UNDER_WAY: 429,
    Code.CALLS_LIMIT: 429,
    Code.CODE_MAILS_LIMIT: 429,
    Code.CODES_BLOCKED: 429,
    Code.RESEND_LIMIT: 429,
    Code.RESEND_TOO_SOON: 429,
    Code.TOO_MANY_REQUESTS: 429,
    Code.CATALOGUE_FAULTY: 502,
    Code.CATALOGUE_REFUSED: 502,
    Code.CATALOGUE_SILENT: 503,
    Code.DELIVERY_FAILED: 503,
    Code.MAIL_NOT_CONFIGURED: 503,
    Code.PICTURE_KEYS_INVALID: 503,
    Code.PICTURE_UNSCANNED: 503,
    Code.PICTURES_BUSY: 503,
}
STEP_UP = "insufficient_user_authentication"


def status_of(code: Code) -> int:
    """The HTTP status of a refusal: 400 unless the table names another."""
    return STATUS.get(code, 400)


def refuse(
    request: HTTPRequest,
    code: Code,
    message: str,
    kind: str = "",
    fields: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Set the status and return the body of a refusal.

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


def say(request: HTTPRequest, message: str) -> str:
    """The message in the language that the request asks for."""
    return translate(message, target_language=_language(request))


def refuse_stale_code(request: HTTPRequest) -> dict[str, Any] | None:
    """The refusal of a sensitive request without a fresh code, otherwise None.

    The status is 401, and a header gives the maximum age of a code. A service returns
    the refusal before it changes anything:

        def reply(self):
            return require_fresh_code(self.request) or self.change()
    """
    if has_fresh_code(request):
        return None
    age = settings().fresh_code
    challenge = f'Bearer error="{STEP_UP}", max_age="{age}"'
    request.response.setHeader("WWW-Authenticate", challenge)
    return refuse(request, Code.CODE_NOT_FRESH, CODE_NOT_FRESH, STEP_UP)


def wanted_language(request: HTTPRequest) -> str:
    """The supported language in which the request is answered."""
    return supported_language(_language(request))


def _language(request: HTTPRequest) -> str:
    offered = api.portal.get_registry_record("plone.available_languages")
    for wanted in BrowserLanguages(request).getPreferredLanguages():
        for code in (wanted, wanted.split("-")[0]):
            if code in offered:
                return code
    return api.portal.get_current_language()
