"""Version 1001: stores, settings and interfaces that later versions need."""

from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.mail.texts import IMailTexts
from ndl.registration.registration.guidance import IGuidance
from ndl.registration.review.desk import create_desk
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.setuphandlers.stores import activate_plugin
from ndl.registration.setuphandlers.stores import ensure_plugin
from ndl.registration.setuphandlers.stores import register_stores
from plone import api
from plone.registry.interfaces import IRegistry
from Products.GenericSetup.tool import SetupTool
from zope.component import getUtility


RECORDS = {
    SETTINGS_PREFIX: IRegistrationSettings,
    f"{SETTINGS_PREFIX}.guidance": IGuidance,
    f"{SETTINGS_PREFIX}.mails": IMailTexts,
}


def complete(setup_tool: SetupTool) -> None:
    """Add missing stores, settings and plugin interfaces; existing values stay."""
    portal = api.portal.get()
    ensure_plugin(portal)
    register_stores(portal)
    activate_plugin(portal.acl_users)
    for prefix, schema in RECORDS.items():
        getUtility(IRegistry).registerInterface(schema, prefix=prefix)
    create_desk(portal)
