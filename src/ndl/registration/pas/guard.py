"""Guard of sensitive changes by staff: a fresh code, whichever way they are made.

Settings, texts and tables are in the registry, which can also be changed by Plone's
own editor, its REST service and imports; the forms for personal data are Plone's.
"""

from AccessControl import getSecurityManager
from collections.abc import Mapping
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.current_user import current_user_id
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import EmailChanged
from ndl.registration.events import PasswordChanged
from ndl.registration.login.sources import get_identity
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from ndl.registration.staff.source import STAFF
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from ndl.registration.web.fresh import current_needs_code
from ndl.registration.web.fresh import demand_fresh_code
from ndl.registration.web.fresh import is_published
from plone.registry.interfaces import IRecord
from plone.registry.interfaces import IRecordModifiedEvent
from plone.registry.interfaces import IRecordRemovedEvent
from Products.PluggableAuthService.interfaces.events import ICredentialsUpdatedEvent
from Products.PluggableAuthService.interfaces.events import IPropertiesUpdatedEvent
from typing import Any
from zExceptions import BadRequest
from zope.component import adapter
from zope.component import queryUtility
from zope.component.hooks import getSite
from zope.event import notify
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import Invalid
from zope.schema.interfaces import ValidationError


SWITCH = "staff_code"
AGE = "fresh_code"
WHO = ("staff_roles", "exempt_accounts")


@adapter(IRecordModifiedEvent)
def guard_settings(event: IRecordModifiedEvent) -> None:
    """Require a fresh code for a change of a setting or text.

    This holds for all of them: a setting defines how old a code may be, and the text of
    a mail could send patrons to any address. The switch is guarded even while it is
    off, so that a manager is not locked out.
    """
    name = _setting(event.record)
    if name is None or event.oldValue == event.newValue or not is_installed():
        return
    if name == SWITCH or settings().staff_code:
        # The new maximum age is in force already, but must not apply to its own change.
        demand_fresh_code(event.oldValue if name == AGE else None)
    _check_value(name, event.newValue)
    _tell(name, bool(event.newValue), _changed_keys(event.oldValue, event.newValue))


@adapter(IRecordRemovedEvent)
def guard_removal(event: IRecordRemovedEvent) -> None:
    """Guard the removal of a setting like a change: its default applies afterwards."""
    name = _setting(event.record)
    if name is None or not is_installed():
        return
    if name == SWITCH or settings().staff_code:
        demand_fresh_code()
    _tell(name, False)


@adapter(IPropertiesUpdatedEvent)
def guard_address(event: IPropertiesUpdatedEvent) -> None:
    """Require a code for a change of the address to which codes are sent."""
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
    """Require a code for changing the own password through stock forms.

    Ends the user's other sessions.
    """
    if not is_installed():
        return
    user_id = event.principal.getId()
    is_own = getSecurityManager().getUser().getId() == user_id
    if is_own and current_needs_code():
        demand_fresh_code()
    notify(PasswordChanged(user_id))


def _setting(record: IRecord) -> str | None:
    """The name of the setting, text or table in the record; None for other records."""
    name = record.__name__.removeprefix(f"{SETTINGS_PREFIX}.")
    return None if name == record.__name__ else name


def _check_value(name: str, value: Any) -> None:
    """Refuse a value that the form would refuse. Raises BadRequest.

    The records have no constraints, and Plone's own editor checks no more than these.
    """
    field, request = IRegistrationSettings.get(name), getRequest()
    if field is None or not is_published(request):
        return
    try:
        field.bind(getSite()).validate(value)
    except ValidationError as error:
        raise BadRequest(translate(error.doc(), context=request)) from error
    except Invalid as error:
        raise BadRequest(translate(error.args[0], context=request)) from error


def _changed_keys(old: Any, new: Any) -> tuple[str, ...]:
    """The keys of changed texts, for a record that holds several texts by key."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return ()
    keys = old.keys() | new.keys()
    return tuple(sorted(key for key in keys if old.get(key) != new.get(key)))


def is_installed() -> bool:
    """Whether the current site has the add-on; events come from all sites."""
    return queryUtility(IPatronDirectory) is not None


def _tell(name: str, is_on: bool, parts: tuple[str, ...] = ()) -> None:
    user_id = current_user_id()
    if name == SWITCH:
        audit(AuditTag.STAFF_CODE_ON if is_on else AuditTag.STAFF_CODE_OFF, user_id)
    elif name in WHO:
        audit(AuditTag.STAFF_CODE_CHANGED, user_id, setting=name)
    else:
        told = {"parts": parts} if parts else {}
        audit(AuditTag.SETTING_CHANGED, user_id, setting=name, **told)
