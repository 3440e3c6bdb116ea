"""Queue the site's mails on disk and send them to the mail catcher."""

from .settings import ADDRESS
from .settings import Settings
from ndl.registration.mail.queue import keep_sending
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.Portal import PloneSite
from Products.MailHost.MailHost import queue_threads
from zope.component import getUtility
from zope.component.hooks import setSite

import transaction


# Seconds; the three of MailHost are long for a developer.
INTERVAL = 0.5


def connect(site: PloneSite, settings: Settings) -> None:
    """Send the site's mail to the catcher, with a short queue interval."""
    setSite(site)
    try:
        _configure(site, settings)
        transaction.commit()
        keep_sending()
        queue_threads[site.MailHost._getThreadKey()].interval = INTERVAL
    finally:
        transaction.abort()
        setSite(None)


def _configure(site: PloneSite, settings: Settings) -> None:
    """Write changed settings: ports and folder may differ at each start."""
    registry = getUtility(IRegistry)
    wanted = {
        "plone.smtp_host": ADDRESS,
        "plone.smtp_port": settings.smtp_port,
        "ndl.registration.public_url": settings.portal_url,
    }
    for name, value in wanted.items():
        if registry[name] != value:
            registry[name] = value
    host = site.MailHost
    folder = str(settings.queue_folder)
    if not host.smtp_queue or host.smtp_queue_directory != folder:
        host.smtp_queue = True
        host.smtp_queue_directory = folder
