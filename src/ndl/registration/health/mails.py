"""Checks of the sending of mails."""

from ndl.registration import _
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import unsafe
from ndl.registration.health.finding import warning
from ndl.registration.mail.spool import is_usable
from ndl.registration.mail.spool import waiting_mails
from ndl.registration.settings import settings
from pathlib import Path
from plone.registry.interfaces import IRegistry
from Products.MailHost.interfaces import IMailHost
from zope.component import getUtility


MINUTE = 60


def sender_is_set() -> Finding:
    """Check that mails have a sender, without which none is sent."""
    address = getUtility(IRegistry).get("plone.email_from_address")
    if not address:
        return unsafe(
            _("Emails have no sender address: no code can be sent."),
            _('Set the "From" address in the Mail control panel.'),
        )
    mapping = {"address": address, "domain": settings().mail_domain}
    if not _belongs_to(address, settings().mail_domain):
        return warning(
            _(
                "Emails come from ${address}, but patrons are told that they come from "
                "${domain}.",
                mapping=mapping,
            ),
            _(
                "Correct the domain from which emails come in the control panel, or "
                'the "From" address in the Mail control panel.'
            ),
        )
    return fine(_("Emails come from ${address}.", mapping=mapping))


def contact_is_told() -> Finding:
    """Check that the settings give a contact for patrons."""
    contact = (settings().contact or "").strip()
    if not contact:
        return warning(
            _("Emails and pages tell patrons to contact the library, but not how."),
            _(
                "Enter an email address, a telephone number or a page as contact in "
                "the control panel."
            ),
        )
    return fine(
        _("Contact shown to patrons: ${contact}.", mapping={"contact": contact})
    )


def queue_is_in_use() -> Finding:
    """Check that mails are queued on disk while the mail server is down."""
    host = getUtility(IMailHost)
    if not host.smtp_queue:
        return unsafe(
            _(
                "Emails do not wait in a queue: while the mail server is down, nobody "
                "can register or log in."
            ),
            _("Switch the mail queue on in MailHost, in the management interface."),
        )
    folder = Path(host.smtp_queue_directory)
    mapping = {"folder": str(folder)}
    if not is_usable(folder):
        return unsafe(
            _("The mail queue ${folder} cannot be written to.", mapping=mapping),
            _(
                "Name a directory in MailHost that Zope can write to, or one that "
                "does not exist yet."
            ),
        )
    if host.queueNonDeliveryMode():
        return warning(
            _("Other programs send the emails in ${folder}.", mapping=mapping),
            _(
                "Make sure that another program sends them, or take "
                "MAILHOST_QUEUE_ONLY out of the environment of Zope."
            ),
        )
    return fine(
        _("Emails are queued in ${folder} until they are sent.", mapping=mapping)
    )


def mails_leave() -> Finding:
    """Check that no mail has waited too long, and none was refused."""
    host = getUtility(IMailHost)
    waiting = waiting_mails(Path(host.smtp_queue_directory))
    minutes = waiting.oldest // MINUTE
    mapping = {"number": waiting.number, "minutes": minutes, "lost": waiting.refused}
    if minutes >= settings().mail_wait:
        return unsafe(
            _(
                "Emails waiting to be sent: ${number}, the oldest for ${minutes} "
                "minutes.",
                mapping=mapping,
            ),
            _("Check the mail server and the Mail control panel, and the log of Zope."),
        )
    if waiting.refused:
        return warning(
            _(
                "Emails that the mail server refused for good: ${lost}.",
                mapping=mapping,
            ),
            _(
                "Look at the files .rejected-* in the mail queue, then delete them: "
                "they hold personal data."
            ),
        )
    return fine(_("Emails waiting to be sent: ${number}.", mapping=mapping))


def _belongs_to(address: str, domain: str) -> bool:
    host = address.rpartition("@")[2].lower()
    return host == domain.lower() or host.endswith(f".{domain.lower()}")
