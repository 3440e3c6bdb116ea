"""Checks of other servers, run only on request."""

from ndl.registration import _
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import unsafe
from ndl.registration.health.finding import warning
from ndl.registration.interfaces import IScanner
from ndl.registration.limits.counters import get_counters
from ndl.registration.limits.counters import MEMORY
from ndl.registration.mail.smtp import mailer_of
from ndl.registration.settings import settings
from Products.MailHost.interfaces import IMailHost
from smtplib import SMTPException
from zope.component import getUtility


# Seconds; short, as a person waits for the answer.
PATIENCE = 3


def mail_server_answers() -> Finding:
    """Check that the mail server accepts connections."""
    mailer = mailer_of(getUtility(IMailHost))
    mailer.timeout = PATIENCE
    mapping = {"server": f"{mailer.hostname}:{mailer.port}"}
    try:
        mailer.vote("", (), b"")
    except (OSError, RuntimeError, SMTPException):
        return unsafe(
            _("The mail server ${server} does not answer.", mapping=mapping),
            _("Check the server, and its name and port in the Mail control panel."),
        )
    finally:
        mailer.abort()
    return fine(_("The mail server ${server} answers.", mapping=mapping))


def limits_server_answers() -> Finding:
    """Check that the server that counts limits answers, if one is set."""
    if settings().limits_storage.startswith(MEMORY):
        return fine(_("No server is needed: limits are counted in memory."))
    if get_counters().is_reachable():
        return fine(_("The server that counts limits answers."))
    return warning(
        _("The server that counts limits does not answer: each process counts alone."),
        _("Start it, or correct the storage of limits in the control panel."),
    )


def scanner_answers() -> Finding:
    """Check that the virus scanner of uploads answers, if one is set."""
    if not getUtility(IScanner).is_ready():
        return unsafe(
            _("The virus scanner does not answer: no picture can be uploaded."),
            _("Start it, or correct its address in the control panel."),
        )
    if not settings().scanner:
        return fine(_("No virus scanner is set; pictures are decoded and drawn anew."))
    return fine(_("The virus scanner answers."))
