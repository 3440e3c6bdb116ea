"""Create the Plone site of the development portal."""

from .crowd import add_applications
from .settings import SITE_ID
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.users import UnrestrictedUser
from OFS.Application import Application
from plone.distribution.api import site as site_api
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.Portal import PloneSite
from zope.component import getUtility
from zope.component.hooks import setSite

import transaction


PROFILES = ("ndl.registration:default", "ndl.registration:demo")

ANSWERS = {
    "site_id": SITE_ID,
    "title": "Patron registration",
    "description": "Registration and login for patrons of the library.",
    "default_language": "en",
    "portal_timezone": "Asia/Tokyo",
    "setup_content": False,
}

# The browser's language is used; the switch on each page overrides it.
REGISTRY = {
    "plone.available_languages": ["en", "ja"],
    "plone.use_request_negotiation": True,
    "plone.use_cookie_negotiation": True,
    "plone.always_show_selector": True,
    "plone.email_from_name": "Patron registration",
    "plone.email_from_address": "registration@library.example",
}


def exists(app: Application) -> bool:
    """Return whether the site exists."""
    return SITE_ID in app.objectIds()


def create(app: Application, applications: int = 0) -> PloneSite:
    """Create the site with the add-on and its demo data, in one transaction."""
    # Only a manager may grant roles, as the demo profile does.
    manager = UnrestrictedUser("portal-setup", "", ["Manager"], "")
    newSecurityManager(None, manager.__of__(app.acl_users))
    try:
        site = _create_with_add_on(app)
        add_applications(applications)
        transaction.get().note("Development portal created")
        transaction.commit()
    finally:
        setSite(None)
        noSecurityManager()
    return site


def _create_with_add_on(app: Application) -> PloneSite:
    site = site_api._create_site(app, "classic", dict(ANSWERS))
    setSite(site)
    registry = getUtility(IRegistry)
    for name, value in REGISTRY.items():
        registry[name] = value
    for profile in PROFILES:
        site.portal_setup.runAllImportStepsFromProfile(f"profile-{profile}")
    return site
