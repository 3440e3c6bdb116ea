"""Stock doors to what the second factor of staff stands on.

The registry editor, its REST service, the forms for personal data: through
whichever of them somebody comes, they must have entered a code lately.
"""

from AccessControl import getSecurityManager
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import EmailChanged
from ndl.registration.events import PasswordChanged
from ndl.registration.interfaces import IPatronDirectory
from ndl.registration.login.sources import get_identity
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from ndl.registration.staff.source import STAFF
from ndl.registration.web.fresh import current_needs_code
from ndl.registration.web.fresh import demand_fresh_code
from plone.registry.interfaces import IRecord
from plone.registry.interfaces import IRecordModifiedEvent
from plone.registry.interfaces import IRecordRemovedEvent
from Products.PluggableAuthService.interfaces.events import ICredentialsUpdatedEvent
from Products.PluggableAuthService.interfaces.events import IPropertiesUpdatedEvent
from zope.component import adapter
from zope.component import queryUtility
from zope.event import notify
from zope.schema import getFieldNames


SWITCH = "staff_code"
_SETTINGS = frozenset(getFieldNames(IRegistrationSettings))
AGE = "fresh_code"
WHO = ("staff_roles", "exempt_accounts")


@adapter(IRecordModifiedEvent)
def guard_settings(event: IRecordModifiedEvent) -> None:
    """What staff log in with is changed only by whoever has just entered a code.

    All settings count: one of them says how old a code may be. The switch is
    guarded also when it is off, so that no one locks themselves out.
    """
    name = _setting(event.record)
    if name is None or event.oldValue == event.newValue or not is_installed():
        return
    if name == SWITCH or settings().staff_code:
        # The new value holds already, but not for whoever has just set it.
        demand_fresh_code(event.oldValue if name == AGE else None)
    _tell(name, bool(event.newValue))


@adapter(IRecordRemovedEvent)
def guard_removal(event: IRecordRemovedEvent) -> None:
    """A setting that is taken away is changed: its default holds from then on."""
    name = _setting(event.record)
    if name is None or not is_installed():
        return
    if name != SWITCH and not settings().staff_code:
        return
    demand_fresh_code()
    _tell(name, False)


@adapter(IPropertiesUpdatedEvent)
def guard_address(event: IPropertiesUpdatedEvent) -> None:
    """The address to which a code goes is changed only after a code."""
    if "email" not in event.properties or not is_installed():
        return
    identity = get_identity(STAFF, event.principal.getId())
    if identity is None:
        return
    if identity.needs_code:
        demand_fresh_code()
    notify(EmailChanged(identity.user_id))


@adapter(ICredentialsUpdatedEvent)
def guard_password(event: ICredentialsUpdatedEvent) -> None:
    """The own password is changed only after a code, by whatever stock form.

    Whosever it was, the other sessions end.
    """
    if not is_installed():
        return
    user_id = event.principal.getId()
    is_own = getSecurityManager().getUser().getId() == user_id
    if is_own and current_needs_code():
        demand_fresh_code()
    notify(PasswordChanged(user_id))


def _setting(record: IRecord) -> str | None:
    """The name of the setting that the record holds, if it holds one."""
    prefix, _dot, name = record.__name__.rpartition(".")
    is_ours = prefix == SETTINGS_PREFIX and name in _SETTINGS
    return name if is_ours else None


def is_installed() -> bool:
    """Whether the current site has the add-on; events come from all sites."""
    return queryUtility(IPatronDirectory) is not None


def _tell(name: str, is_on: bool) -> None:
    user_id = getSecurityManager().getUser().getId() or ""
    if name == SWITCH:
        audit(AuditTag.STAFF_CODE_ON if is_on else AuditTag.STAFF_CODE_OFF, user_id)
    elif name in WHO:
        audit(AuditTag.STAFF_CODE_CHANGED, user_id, setting=name)
    else:
        audit(AuditTag.SETTING_CHANGED, user_id, setting=name)
