"""Mails that waited when Zope stopped are sent when it starts."""

from ndl.registration import logger
from ndl.registration.mail.log_filter import guard_logs
from ndl.registration.mail.queue import keep_sending
from ndl.registration.sites import find_sites
from ndl.registration.store_interfaces import IPatronDirectory
from Products.CMFPlone.Portal import PloneSite
from zope.component import adapter
from zope.component import queryUtility
from zope.component.hooks import site as current_site
from zope.processlifetime import IProcessStarting

import transaction
import Zope2


@adapter(IProcessStarting)
def start_queues(event: IProcessStarting) -> None:
    """Start the queue of each site with the add-on.

    MailHost starts a queue only with the next mail. A site that cannot be
    read never keeps the others, or Zope, from starting.
    """
    guard_logs()
    app = Zope2.app()
    try:
        for site in find_sites(app):
            _start(site)
    finally:
        transaction.abort()
        app._p_jar.close()


def _start(site: PloneSite) -> None:
    try:
        with current_site(site):
            if queryUtility(IPatronDirectory) is not None:
                keep_sending()
    except Exception:  # noqa: BLE001 - whatever is wrong with one site
        logger.exception("The mail queue of %s was not started.", site.getId())
