"""Settings that mails need: a public address for links, a queue on disk."""

from App.config import getConfiguration
from ndl.registration import logger
from ndl.registration.config import MAIL_QUEUE
from ndl.registration.settings import settings
from ndl.registration.settings.addresses import is_web_address
from ndl.registration.web.fresh import is_published
from pathlib import Path
from Products.CMFPlone.Portal import PloneSite
from zope.globalrequest import getRequest


def set_public_url(portal: PloneSite) -> None:
    """Set the public URL to the one at which the manager installs.

    A script has none; mails with links are refused until somebody sets it.
    """
    if settings().public_url:
        return
    if is_published(getRequest()) and is_web_address(portal.absolute_url()):
        settings().public_url = portal.absolute_url()
        logger.info("Public address of the portal: %s", settings().public_url)
    else:
        logger.warning(
            "The public address of %s is not set: no mail with a link can be sent. "
            "Set it in the control panel of ndl.registration.",
            "/".join(portal.getPhysicalPath()),
        )


def own_queue(portal: PloneSite) -> Path:
    """A directory that no other site of this Zope has: one sender serves one site."""
    # Ids hold no plus sign.
    name = "+".join(portal.getPhysicalPath()[1:])
    return Path(getConfiguration().clienthome, MAIL_QUEUE, name)


def queue_mails(portal: PloneSite) -> None:
    """Keep mails on the disk, so that a mail server may be down."""
    host = portal.MailHost
    if not host.smtp_queue:
        host.smtp_queue = True
        host.smtp_queue_directory = str(own_queue(portal))
