"""Patron registration and two-factor login for a national library's portal."""

from zope.i18nmessageid import MessageFactory

import logging


PACKAGE_NAME = "ndl.registration"

__version__ = "1.0.0a1.dev0"

_ = MessageFactory(PACKAGE_NAME)

logger = logging.getLogger(PACKAGE_NAME)
