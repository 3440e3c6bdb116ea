"""Installation steps beyond the profile's XML."""

from ndl.registration.review.desk import create_desk
from ndl.registration.review.indexing import complete_index
from ndl.registration.setuphandlers import before
from ndl.registration.setuphandlers.doors import close_stock_doors
from ndl.registration.setuphandlers.doors import retire_stock_plugins
from ndl.registration.setuphandlers.front_door import open_front_door
from ndl.registration.setuphandlers.groups import make_groups
from ndl.registration.setuphandlers.kept import bring_back_settings
from ndl.registration.setuphandlers.kept import remember_shipped
from ndl.registration.setuphandlers.mails import queue_mails
from ndl.registration.setuphandlers.mails import set_public_url
from ndl.registration.setuphandlers.stores import activate_plugin
from ndl.registration.setuphandlers.stores import ensure_plugin
from ndl.registration.setuphandlers.stores import make_key_ring
from ndl.registration.setuphandlers.stores import mark_cookies
from ndl.registration.setuphandlers.stores import register_stores
from ndl.registration.staff.accounts import note_addresses
from plone import api
from Products.GenericSetup.tool import SetupTool


def post_install(setup_tool: SetupTool) -> None:
    """Set up plugin, stores, keys, groups and desk; safe to repeat."""
    portal = api.portal.get()
    ensure_plugin(portal)
    mark_cookies(portal)
    before.remember(portal)
    remember_shipped(portal)
    # Before the stores are registered, so that the change of settings asks for no code.
    bring_back_settings(portal)
    open_front_door(portal)
    make_groups()
    retire_stock_plugins(portal.acl_users)
    activate_plugin(portal.acl_users)
    register_stores(portal)
    close_stock_doors(portal)
    make_key_ring()
    set_public_url(portal)
    queue_mails(portal)
    create_desk(portal)
    complete_index()
    note_addresses()
