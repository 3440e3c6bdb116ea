"""Settings of a site that are kept while the add-on is uninstalled."""

from collections.abc import Iterable
from collections.abc import Iterator
from ndl.registration import logger
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.controlpanels.tables import TABLES
from ndl.registration.setuphandlers.before import roles_of
from persistent.mapping import PersistentMapping
from plone.registry.interfaces import IRegistry
from plone.registry.registry import Registry
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.schema import ValidationError


KEPT = "ndl.registration.kept"
_SHIPPED = "ndl.registration.shipped"


def remember_shipped(portal: PloneSite) -> None:
    """Store the default roles of the permissions before the site changes them."""
    IAnnotations(portal).setdefault(_SHIPPED, dict(_permissions(portal)))


def keep_settings(portal: PloneSite) -> None:
    """Move the changed settings and permissions out of the registry.

    A second removal leaves what the first one has kept.
    """
    notes = IAnnotations(portal)
    shipped = notes.pop(_SHIPPED, None)
    records = {
        name: value
        for name, value, default in _take_records(getUtility(IRegistry))
        if value != default
    }
    permissions = {
        name: held
        for name, held in _permissions(portal)
        if shipped is not None and held != shipped.get(name)
    }
    if records or permissions:
        notes[KEPT] = PersistentMapping(records=records, permissions=permissions)


def bring_back_settings(portal: PloneSite) -> None:
    """Restore the kept settings; values that are no longer valid are left out."""
    kept = IAnnotations(portal).pop(KEPT, {})
    registry = getUtility(IRegistry)
    _make_rows(kept.get("records", {}))
    for name, value in kept.get("records", {}).items():
        _set(registry, name, value)
    for name, (roles, acquired) in kept.get("permissions", {}).items():
        present = [role for role in roles if role in portal.valid_roles()]
        portal.manage_permission(name, roles=present, acquire=acquired)


def _make_rows(names: Iterable[str]) -> None:
    """Create records for rows of tables, which are not in any profile."""
    for table, _title in TABLES.values():
        prefix = f"{table.prefix}/"
        for name in names:
            if name.startswith(prefix):
                table.keep(name.removeprefix(prefix).partition(".")[0])


def drop_settings(portal: PloneSite) -> None:
    """Delete the kept settings."""
    IAnnotations(portal).pop(KEPT, None)


def own_permissions(portal: PloneSite) -> list[str]:
    """The names of the add-on's permissions."""
    names = (permission[0] for permission in portal.ac_inherited_permissions(1))
    return sorted(name for name in names if name.startswith(f"{SETTINGS_PREFIX}:"))


def _permissions(portal: PloneSite) -> Iterator[tuple[str, tuple[list[str], int]]]:
    for name in own_permissions(portal):
        yield name, roles_of(portal, name)


def _take_records(registry: Registry) -> Iterator[tuple[str, Any, Any]]:
    """Remove the add-on's records from the registry; yield name, value, default."""
    records = registry.records
    for name in list(records.keys(f"{SETTINGS_PREFIX}.", f"{SETTINGS_PREFIX}/")):
        record = records[name]
        yield name, record.value, record.field.default
        del records[name]


def _set(registry: Registry, name: str, value: Any) -> None:
    if name not in registry.records:
        logger.warning("The setting %s of the former installation is gone.", name)
        return
    try:
        registry[name] = value
    except ValidationError:
        logger.warning("The setting %s no longer takes its former value.", name)
