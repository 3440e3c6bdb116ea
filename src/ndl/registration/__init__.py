"""Patron registration and two-factor login for a national library's portal."""

from typing import Any
from zope.i18nmessageid import MessageFactory

import logging


PACKAGE_NAME = "ndl.registration"

__version__ = "1.0.0a1.dev0"

_ = MessageFactory(PACKAGE_NAME)

logger = logging.getLogger(PACKAGE_NAME)


def initialize(context: Any) -> None:
    """Register the PAS plugin with Zope."""
    from AccessControl.Permissions import add_user_folders
    from ndl.registration.pas.plugin import manage_addRegistrationPlugin
    from ndl.registration.pas.plugin import RegistrationPlugin
    from Products.PluggableAuthService import registerMultiPlugin

    registerMultiPlugin(RegistrationPlugin.meta_type)
    context.registerClass(
        RegistrationPlugin,
        permission=add_user_folders,
        constructors=(manage_addRegistrationPlugin,),
        visibility=None,
    )
