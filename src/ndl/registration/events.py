"""Events between packages, and the vocabulary of the audit log."""

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from ndl.registration.current_user import current_user_id
from typing import Any
from zope.event import notify


class AuditTag(StrEnum):
    """Everything that is audited; the values are written to the log."""

    LOGIN_PASSWORD_FAILED = "login:password:failed"
    LOGIN_PASSWORD_LOCKED = "login:password:locked"
    LOGIN_PASSWORD_REFUSED = "login:password:refused"
    LOGIN_CODE_SENT = "login:code:sent"
    LOGIN_CODE_FAILED = "login:code:failed"
    LOGIN_CODE_BLOCKED = "login:code:blocked"
    LOGIN_ATTEMPT_ENDED = "login:attempt:ended"
    LOGIN_ADDRESS_GIVEN = "login:address:given"
    LOGIN_ADDRESS_STORED = "login:address:stored"
    LOGIN_WARNING_SENT = "login:warning:sent"
    LOGIN_PHONE_REFUSED = "login:phone:refused"
    LOGIN_CALL_REFUSED = "login:call:refused"
    LOGIN_CALL_ENDED = "login:call:ended"
    CALL_TRIED = "call:tried"
    LOGIN_SUCCEEDED = "login:succeeded"
    LIMIT_REACHED = "limit:reached"
    LOGOUT = "login:logout"
    BROWSER_REMEMBERED = "browser:remembered"
    BROWSER_FORGOTTEN = "browser:forgotten"
    BROWSERS_FORGOTTEN = "browser:all:forgotten"
    SESSION_ENDED = "session:ended"
    SESSIONS_ENDED = "session:all:ended"
    STAFF_CODE_ON = "staff:code:on"
    STAFF_CODE_OFF = "staff:code:off"
    STAFF_CODE_CHANGED = "staff:code:changed"
    STAFF_PATRON_LINKED = "staff:patron:linked"
    STAFF_RECUSED = "staff:recused"
    STAFF_RECUSAL_ENDED = "staff:recusal:ended"
    STAFF_PATRON_UNLINKED = "staff:patron:unlinked"
    SETTING_CHANGED = "settings:changed"
    UNINSTALLED = "site:uninstalled"
    REGISTRATION_STARTED = "registration:started"
    REGISTRATION_EMAIL_TAKEN = "registration:email:taken"
    REGISTRATION_LINK_REFUSED = "registration:link:refused"
    TERMS_PUBLISHED = "terms:published"
    TERMS_ACCEPTED = "terms:accepted"
    CONSENT_GIVEN = "consent:given"
    CONSENT_WITHDRAWN = "consent:withdrawn"
    REQUEST_PLACED = "request:placed"
    REQUEST_MOVED = "request:moved"
    REQUEST_VIEWED = "request:viewed"
    REQUEST_HANDED_OVER = "request:handed-over"
    REQUEST_ARCHIVED = "request:archived"
    REQUEST_REPORT_HELD = "request:report:held"
    REQUESTS_LISTED = "request:listed"
    REQUESTS_EXPORTED = "request:exported"
    NOTICE_WRITTEN = "notice:written"
    NOTICE_CHANGED = "notice:changed"
    NOTICE_WITHDRAWN = "notice:withdrawn"
    NOTICE_MAILED = "notice:mailed"
    PATRON_REGISTERED = "patron:registered"
    PATRON_DUPLICATE_NOTED = "patron:duplicate:noted"
    PATRON_DUPLICATE_DISMISSED = "patron:duplicate:dismissed"
    PATRONS_COMPARED = "patron:compared"
    PATRONS_TOLD_APART = "patron:duplicate:told-apart"
    PATRONS_MERGED = "patron:duplicate:closed"
    PATRON_CLOSED = "patron:closed"
    PATRON_CLASS_CHANGED = "patron:class:changed"
    PATRON_IDENTITY_CHANGED = "patron:identity:changed"
    PATRON_INFORMATION_CHANGED = "patron:information:changed"
    PATRON_EMAIL_ASKED = "patron:email:asked"
    PATRON_EMAIL_LINK_REFUSED = "patron:email:link:refused"
    PATRON_EMAIL_WITHDRAWN = "patron:email:withdrawn"
    PATRON_EMAIL_CHANGED = "patron:email:changed"
    PATRON_PASSWORD_CHANGED = "patron:password:changed"
    PATRON_DATA_TAKEN = "patron:data:taken"
    PATRON_DEREGISTERED = "patron:deregistered"
    PATRON_EXPIRY_TOLD = "patron:expiry:told"
    PATRON_EXPIRED = "patron:expired"
    PATRON_ERASED = "patron:erased"
    PATRON_REMOVED = "patron:removed"
    COUNTER_SEARCHED = "counter:searched"
    COUNTER_VIEWED = "counter:viewed"
    COUNTER_REFUSED = "counter:refused"
    COUNTER_VERIFIED = "counter:verified"
    COUNTER_CORRECTED = "counter:corrected"
    COUNTER_EMAIL_GIVEN = "counter:email:given"
    COUNTER_CARD_RECORDED = "counter:card:recorded"
    COUNTER_CARD_BLOCKED = "counter:card:blocked"
    COUNTER_PASSWORD_GIVEN = "counter:password:given"
    COUNTER_REGISTERED = "counter:registered"
    COUNTER_WITHDRAWN = "counter:application:withdrawn"
    COUNTER_DEREGISTERED = "counter:deregistered"
    FORM_REFUSED = "form:refused"
    ROOT_PASSWORD_REFUSED = "root:password:refused"
    EXPORT_MADE = "export:made"
    EXPORT_REFUSED = "export:refused"
    ACCOUNT_CHANGED = "account:changed"
    ACCOUNT_CHANGE_REFUSED = "account:change:refused"
    RESET_ASKED = "reset:asked"
    RESET_LINK_REFUSED = "reset:link:refused"
    RESET_DONE = "reset:done"
    USER_ID_ASKED = "user-id:asked"
    APPLICATION_SUBMITTED = "application:submitted"
    APPLICATION_CLAIMED = "application:claimed"
    APPLICATION_TAKEN_OVER = "application:taken-over"
    APPLICATION_RELEASED = "application:released"
    APPLICATION_ASKED = "application:asked"
    APPLICATION_ANSWERED = "application:answered"
    APPLICATION_LOOKED_AGAIN = "application:second-look"
    APPLICATION_DECIDED = "application:decided"
    APPLICATION_UNDONE = "application:undone"
    APPLICATION_VERIFIED = "application:verified"
    APPLICATION_DECLINED = "application:declined"
    APPLICATION_WITHDRAWN = "application:withdrawn"
    APPLICATION_NOTED = "application:noted"
    APPLICATION_MOVED = "application:moved"
    APPLICATIONS_LISTED = "application:listed"
    APPLICATION_ERASED = "application:erased"
    APPLICATION_VIEWED = "application:viewed"
    LOOKS_LISTED = "desk:looks:listed"
    STEP_REFUSED = "application:step:refused"
    DESK_LOOK_REFUSED = "desk:look:refused"
    DOCUMENT_LOOK_REFUSED = "document:look:refused"
    DOCUMENT_VIEWED = "document:viewed"
    DOCUMENT_REFUSED = "document:refused"
    DOCUMENTS_READ = "document:read"
    DOCUMENTS_ENCRYPTED = "document:encrypted"
    DOCUMENTS_ERASED = "document:erased"
    BLOBS_REMOVED = "document:blobs:removed"


@dataclass(frozen=True)
class AuditEvent:
    """An audited action; `details` never contain a code, password or address.

    `user_id` is the account concerned; `by` is the ID of the current user, or empty.
    """

    tag: AuditTag
    user_id: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    by: str = ""


def audit(tag: AuditTag, user_id: str = "", **details: Any) -> None:
    """Notify the audit subscribers of an action by the current user."""
    by = current_user_id()
    notify(AuditEvent(tag, user_id, details, by))


class AccountPart(StrEnum):
    """Parts of an account that Plone's own stores keep."""

    ALL = "all"
    PLUGINS = "plugins"
    LOGIN = "login"
    PASSWORD = "password"
    ROLES = "roles"
    GROUPS = "groups"
    EMAIL = "email"
    PROPERTIES = "properties"
    PORTRAIT = "portrait"
    HOME = "home"


@dataclass(frozen=True)
class AccountChanging:
    """Plone is about to change what one of its stores holds for an account.

    `adds` is true if data will be stored and not only removed; `group` is the group of
    which it becomes a member, or is none any more.
    """

    part: AccountPart
    user_id: str
    adds: bool = True
    password: str | None = field(default=None, repr=False)
    roles: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class ObjectExporting:
    """An object is about to be exported to a file, with everything it contains."""

    object: Any


@dataclass(frozen=True)
class PatronClassChanged:
    """The registration type of a patron was changed.

    `upward` is true for a change from simple to official registration.
    """

    user_id: str
    upward: bool


@dataclass(frozen=True)
class PasswordChanged:
    """The password of an account was changed.

    `by_reset` is true if it was set through a mailed link, without a login.
    """

    user_id: str
    by_reset: bool = False


@dataclass(frozen=True)
class EmailChanged:
    """The e-mail address on file of an account was changed."""

    user_id: str


@dataclass(frozen=True)
class PatronPhoneChanged:
    """The telephone number of a patron was changed or removed."""

    user_id: str


@dataclass(frozen=True)
class PatronRemoved:
    """A patron was deregistered or deleted.

    `patron` is the former record, for subscribers that remove related data.
    """

    user_id: str
    patron: Any = None
