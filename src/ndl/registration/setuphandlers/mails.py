"""Settings that mails need: a public URL for links, and a queue on disk."""

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
    """Set the public URL to that of the current request, unless it is set.

    A script has no URL; mails with links are then refused until a manager sets it.
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
    """A directory for this site only, because a queue has a single sender thread."""
    # IDs contain no plus sign.
    name = "+".join(portal.getPhysicalPath()[1:])
    return Path(getConfiguration().clienthome, MAIL_QUEUE, name)


def queue_mails(portal: PloneSite) -> None:
    """Queue mails on disk, so that none is lost while the mail server is down."""
    host = portal.MailHost
    if not host.smtp_queue:
        host.smtp_queue = True
        host.smtp_queue_directory = str(own_queue(portal))
