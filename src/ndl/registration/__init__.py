"""Patron registration and two-factor login for a national library's portal."""

from zope.i18nmessageid import MessageFactory

import logging


PACKAGE_NAME = "ndl.registration"

_ = MessageFactory(PACKAGE_NAME)

logger = logging.getLogger(PACKAGE_NAME)
