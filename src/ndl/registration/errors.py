"""Refusals: each has a code for programs beside its sentence for people."""

from dataclasses import dataclass
from enum import StrEnum
from ndl.registration import _


class Code(StrEnum):
    """Why something was refused; REST answers the value, tests look at it."""

    ALREADY_OFFICIAL = "already-official"
    APPLICATION_OPEN = "application-open"
    BIRTH_DATE_FIXED = "birth-date-fixed"
    BOTH_SIDES_NEEDED = "both-sides-needed"
    CHANNEL_CLOSED = "channel-closed"
    CODES_BLOCKED = "codes-blocked"
    CODES_WRONG = "codes-wrong"
    CODE_MAILS_LIMIT = "code-mails-limit"
    CODE_MALFORMED = "code-malformed"
    CODE_NOT_FRESH = "code-not-fresh"
    CODE_REPLACED = "code-replaced"
    CODE_WRONG = "code-wrong"
    CREDENTIALS_MISSING = "credentials-missing"
    CREDENTIALS_WRONG = "credentials-wrong"
    DELIVERY_FAILED = "delivery-failed"
    EMAIL_INVALID = "email-invalid"
    EMAIL_NOT_ASCII = "email-not-ascii"
    EMAIL_TAKEN = "email-taken"
    FORM_EXPIRED = "form-expired"
    FORM_FOREIGN = "form-foreign"
    FORM_MISSING = "form-missing"
    KIND_MISSING = "kind-missing"
    LINK_CLOSED = "link-closed"
    LINK_EXPIRED = "link-expired"
    LINK_INVALID = "link-invalid"
    LOGIN_ENDED = "login-ended"
    LOGOUT_FAILED = "logout-failed"
    MAIL_NOT_CONFIGURED = "mail-not-configured"
    MAIL_TEXT_FAULTY = "mail-text-faulty"
    NO_CHANNEL = "no-channel"
    NO_PICTURES = "no-pictures"
    OWN_APPLICATION = "own-application"
    OWN_ENTRY = "own-entry"
    PAGE_TOO_OLD = "page-too-old"
    PASSWORDS_DIFFER = "passwords-differ"
    PATRON_GONE = "patron-gone"
    PICTURES_BUSY = "pictures-busy"
    PICTURES_CHANGED = "pictures-changed"
    PICTURE_EMPTY = "picture-empty"
    PICTURE_ERASED = "picture-erased"
    PICTURE_INFECTED = "picture-infected"
    PICTURE_IS_HEIC = "picture-is-heic"
    PICTURE_KEYS_INVALID = "picture-keys-invalid"
    PICTURE_LOCKED = "picture-locked"
    PICTURE_REFUSED = "picture-refused"
    PICTURE_TOO_LARGE = "picture-too-large"
    PICTURE_TOO_MANY_PIXELS = "picture-too-many-pixels"
    PICTURE_TOO_SLOW = "picture-too-slow"
    PICTURE_UNREADABLE = "picture-unreadable"
    PICTURE_UNSCANNED = "picture-unscanned"
    PICTURE_WRONG_FORMAT = "picture-wrong-format"
    REASON_MISSING = "reason-missing"
    REFUSED = "refused"
    REGISTRATION_EXPIRED = "registration-expired"
    REQUEST_MALFORMED = "request-malformed"
    RESEND_LIMIT = "resend-limit"
    RESEND_TOO_SOON = "resend-too-soon"
    RESET_LINK_EXPIRED = "reset-link-expired"
    RESET_LINK_INVALID = "reset-link-invalid"
    SHOWN_ONCE = "shown-once"
    STALE_ENTRY = "stale-entry"
    STALE_PAGE = "stale-page"
    STEP_IMPOSSIBLE = "step-impossible"
    TERMS_CHANGED = "terms-changed"
    TERMS_INCOMPLETE = "terms-incomplete"
    TOKEN_DEAD = "token-dead"
    TOO_MANY_PICTURES = "too-many-pictures"
    TOO_MANY_REQUESTS = "too-many-requests"
    UNKNOWN_PATRON = "unknown-patron"
    USER_ID_TAKEN = "user-id-taken"
    WEAK_PASSWORD = "weak-password"


class DomainError(Exception):
    """A use case refused; `message` is for the person, in any language."""

    code: Code = Code.REFUSED
    message: str = _("This is not possible now.")


@dataclass(frozen=True)
class Reason:
    """Why a step that returns normally was refused."""

    code: Code
    message: str
