"""Guard of sensitive changes by staff: a fresh code, for every way to make them.

Settings, texts and tables lie in the registry, which Plone's own editor, its REST
service and import change as well; the forms for personal data are Plone's.
"""

from AccessControl import getSecurityManager
from collections.abc import Mapping
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import EmailChanged
from ndl.registration.events import PasswordChanged
from ndl.registration.login.sources import get_identity
from ndl.registration.settings import settings
from ndl.registration.staff.source import STAFF
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from ndl.registration.web.fresh import current_needs_code
from ndl.registration.web.fresh import demand_fresh_code
from plone.registry.interfaces import IRecord
from plone.registry.interfaces import IRecordModifiedEvent
from plone.registry.interfaces import IRecordRemovedEvent
from Products.PluggableAuthService.interfaces.events import ICredentialsUpdatedEvent
from Products.PluggableAuthService.interfaces.events import IPropertiesUpdatedEvent
from typing import Any
from zope.component import adapter
from zope.component import queryUtility
from zope.event import notify


SWITCH = "staff_code"
AGE = "fresh_code"
WHO = ("staff_roles", "exempt_accounts")


@adapter(IRecordModifiedEvent)
def guard_settings(event: IRecordModifiedEvent) -> None:
    """Settings and the library's words are changed only after a fresh code.

    All of them count: one setting says how old a code may be, and the text of a mail
    could lead patrons anywhere. The switch is guarded also when it is off, so that a
    manager is not locked out.
    """
    name = _setting(event.record)
    if name is None or event.oldValue == event.newValue or not is_installed():
        return
    if name == SWITCH or settings().staff_code:
        # The new value holds already, but not for the user who has just set it.
        demand_fresh_code(event.oldValue if name == AGE else None)
    _tell(name, bool(event.newValue), _changed_keys(event.oldValue, event.newValue))


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
    """Require a code for the change of the own password through stock forms.

    The other sessions of that user end.
    """
    if not is_installed():
        return
    user_id = event.principal.getId()
    is_own = getSecurityManager().getUser().getId() == user_id
    if is_own and current_needs_code():
        demand_fresh_code()
    notify(PasswordChanged(user_id))


def _setting(record: IRecord) -> str | None:
    """The name of the setting, text or row that the record holds, if it holds one."""
    name = record.__name__.removeprefix(f"{SETTINGS_PREFIX}.")
    return None if name == record.__name__ else name


def _changed_keys(old: Any, new: Any) -> tuple[str, ...]:
    """Which texts differ, where a record holds several by their names."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return ()
    keys = old.keys() | new.keys()
    return tuple(sorted(key for key in keys if old.get(key) != new.get(key)))


def is_installed() -> bool:
    """Whether the current site has the add-on; events come from all sites."""
    return queryUtility(IPatronDirectory) is not None


def _tell(name: str, is_on: bool, parts: tuple[str, ...] = ()) -> None:
    user_id = getSecurityManager().getUser().getId() or ""
    if name == SWITCH:
        audit(AuditTag.STAFF_CODE_ON if is_on else AuditTag.STAFF_CODE_OFF, user_id)
    elif name in WHO:
        audit(AuditTag.STAFF_CODE_CHANGED, user_id, setting=name)
    else:
        told = {"parts": parts} if parts else {}
        audit(AuditTag.SETTING_CHANGED, user_id, setting=name, **told)
