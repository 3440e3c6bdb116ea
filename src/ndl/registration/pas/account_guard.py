"""Authorization of all changes to the accounts that Plone stores."""

from AccessControl import getSecurityManager
from AccessControl.SpecialUsers import system
from Acquisition import aq_base
from AuthEncoding.AuthEncoding import is_encrypted
from ndl.registration import _
from ndl.registration.config import PLUGIN_ID
from ndl.registration.events import AccountChanging
from ndl.registration.events import AccountPart
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import fold_user_id
from ndl.registration.library.groups import COMPUTED
from ndl.registration.library.groups import is_reserved
from ndl.registration.login.sources import get_identity
from ndl.registration.pas.guard import is_installed
from ndl.registration.patrons.directory import get_directory
from ndl.registration.staff.source import STAFF
from ndl.registration.web.fresh import current_needs_code
from ndl.registration.web.fresh import demand_fresh_code
from ndl.registration.web.fresh import is_published
from OFS.interfaces import IObjectWillBeMovedEvent
from OFS.SimpleItem import SimpleItem
from zExceptions import BadRequest
from zExceptions import Forbidden
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.component.hooks import getSite
from zope.globalrequest import getRequest
from ZPublisher.HTTPRequest import HTTPRequest


NOT_FOR_PATRONS = _(
    "The portal keeps the data of patrons itself; Plone stores nothing of them."
)
PASSWORD_NEEDED = _("Enter your present password to change this.")
RESERVED = _(
    "Names that begin with service- or request- are kept for the groups of those "
    "who may use a service of the library. Choose another one."
)
TAKEN = _("This user ID is in use. Choose another one.")
ENCRYPTED = _("Enter the password itself, not an encrypted one.")

_OWN_AND_HARMLESS = (
    AccountPart.PROPERTIES,
    AccountPart.PORTRAIT,
    AccountPart.HOME,
)
_OPENS_THE_ACCOUNT = (AccountPart.PASSWORD, AccountPart.LOGIN)
_CHECKED = "ndl.registration.own-password"


@adapter(AccountChanging)
def guard_account(event: AccountChanging) -> None:
    """Allow a change of an account only with the proof it needs.

    The proof is a fresh code from users who log in with a code; other users give their
    present password to change their own account. Scripts and the system user are
    trusted. Raises Forbidden, BadRequest, and the exceptions of demand_fresh_code.
    """
    request, user = getRequest(), getSecurityManager().getUser()
    if not is_published(request) or not is_installed() or aq_base(user) is system:
        return
    try:
        _guard(event, request, is_own=user.getId() == event.user_id)
    except Exception:
        audit(AuditTag.ACCOUNT_CHANGE_REFUSED, event.user_id, part=event.part.value)
        raise
    audit(AuditTag.ACCOUNT_CHANGED, event.user_id, part=event.part.value)


def guard_plugin(plugin: SimpleItem, event: IObjectWillBeMovedEvent) -> None:
    """Guard adding, removing and renaming of a plugin like a change of an account."""
    guard_account(AccountChanging(AccountPart.PLUGINS, plugin.getId()))


def note_own_password(request: HTTPRequest, user_id: str) -> None:
    """Record that this request contained the user's own, correct password."""
    IAnnotations(request)[_CHECKED] = user_id


def _guard(event: AccountChanging, request: HTTPRequest, is_own: bool) -> None:
    is_deleted = event.part is AccountPart.ALL and not event.adds
    if is_reserved(event.group) or (is_deleted and is_reserved(event.user_id)):
        raise Forbidden(COMPUTED)
    if event.user_id in get_directory():
        _guard_patron(event)
        return
    if event.part is AccountPart.ALL and event.adds:
        _check_name(event.user_id)
    if not (is_own and event.part in _OWN_AND_HARMLESS):
        _demand_proof(event, request, is_own)
    if event.password:
        _check_policy(event.password)


def _check_name(user_id: str) -> None:
    """Refuse a new name that a group, or a patron but for case, has already."""
    if is_reserved(user_id):
        raise Forbidden(RESERVED)
    if fold_user_id(user_id) in get_directory():
        raise BadRequest(TAKEN)


def _guard_patron(event: AccountChanging) -> None:
    """Prevent other stores from keeping data of patrons.

    A password needs no check: a store without that user refuses it.
    """
    if event.part is AccountPart.GROUPS:
        _demand_code()
    elif event.part is AccountPart.ROLES:
        plugin = getSite().acl_users[PLUGIN_ID]
        plugin.assignRolesToPrincipal(event.roles, event.user_id)
    elif event.adds and event.part is not AccountPart.PASSWORD:
        raise Forbidden(NOT_FOR_PATRONS)


def _demand_proof(event: AccountChanging, request: HTTPRequest, is_own: bool) -> None:
    if event.part is AccountPart.EMAIL and not is_own:
        identity = get_identity(STAFF, event.user_id)
        if identity is not None and identity.needs_code:
            demand_fresh_code()
    if current_needs_code():
        demand_fresh_code()
    elif is_own and event.part in _OPENS_THE_ACCOUNT:
        _demand_own_password(event.user_id, request)


def _demand_code() -> None:
    if current_needs_code():
        demand_fresh_code()


def _demand_own_password(user_id: str, request: HTTPRequest) -> None:
    if IAnnotations(request).get(_CHECKED) != user_id:
        raise Forbidden(PASSWORD_NEEDED)


def _check_policy(password: str) -> None:
    """Check the site's password policy, which is impossible for encrypted passwords."""
    if is_encrypted(password):
        raise BadRequest(ENCRYPTED)
    problem = getSite().portal_registration.pasValidation("password", password)
    if problem:
        raise BadRequest(problem)
