"""Composition of mails to patrons, from a text template per language."""

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr
from email.utils import localtime
from email.utils import make_msgid
from ndl.registration import _
from ndl.registration import logger
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.mail.queue import keep_sending
from ndl.registration.mail.queue import takes_mails
from ndl.registration.mail.shipped import mail_texts
from ndl.registration.mail.texts import common_values
from ndl.registration.mail.texts import present_moment
from ndl.registration.mail.texts import text_of
from ndl.registration.patrons.email import ascii_email
from ndl.registration.patrons.email import EmailInvalid
from ndl.registration.settings import settings
from ndl.registration.settings.addresses import is_web_address
from plone.registry.interfaces import IRegistry
from Products.MailHost.interfaces import IMailHost
from Products.MailHost.MailHost import MailBase
from typing import Any
from zope.component import getUtility
from zope.component.hooks import getSite
from zope.sendmail.delivery import QueuedMailDelivery

import transaction


class MailNotConfigured(DomainError):
    """No mail can be sent.

    The site has no sender address, no public address or no usable queue; or the
    receiver's address, which came from outside the portal, is invalid.
    """

    code = Code.MAIL_NOT_CONFIGURED
    message = _(
        "The portal cannot send email at the moment. Please try again later or "
        "contact the library."
    )


def send_mail(to: str, name: str, language: str, /, **values: Any) -> None:
    """Queue the mail `name`, to be sent after the transaction is committed.

    See compose_mail. Raises MailNotConfigured.
    """
    queue_mail(compose_mail(to, name, language, **values))


def queue_mail(message: EmailMessage) -> None:
    """Pass the mail to MailHost, to be sent after the transaction is committed."""
    keep_sending()
    getUtility(IMailHost).send(message, mto=envelope_of(message), immediate=False)


def envelope_of(message: EmailMessage) -> list[str] | None:
    """The receiver for the envelope, if it differs from the address in the header."""
    address = message["To"].addresses[0].addr_spec
    wire = ascii_email(address)
    return None if wire == address else [wire]


def compose_mail(to: str, name: str, language: str, /, **values: Any) -> EmailMessage:
    """The mail `name` in a language.

    `values` fill the placeholders, beside the common values and the current `time`.
    Control characters in them are dropped, so that no value can add a header or a line.
    Raises MailNotConfigured.
    """
    mail = mail_texts()[name]
    common = {**common_values(language), "time": present_moment(mail, language)}
    filled = text_of(mail, language).fill({**common, **values})
    return _message(to, filled.subject, filled.body)


def can_send() -> bool:
    """Whether there is a sender address and a usable way to send mails."""
    return bool(_sender()) and takes_mails()


def portal_link(path: str) -> str:
    """The public address of a page, never taken from the Host header."""
    base = (settings().public_url or "").rstrip("/")
    if not is_web_address(base):
        logger.error(
            "A mail with a link was not sent: the public address of %s is %r. Set it "
            "in the control panel of ndl.registration.",
            "/".join(getSite().getPhysicalPath()),
            base,
        )
        raise MailNotConfigured
    return f"{base}/{path}"


def _message(to: str, subject: str, body: str) -> EmailMessage:
    # Checked before anything is stored, as queueing afterwards must not fail.
    if not can_send():
        raise MailNotConfigured
    name, address = getUtility(IRegistry).get("plone.email_from_name"), _sender()
    # Neither MailHost nor smtplib corrects line ends in bytes.
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = formataddr((name or "", address))
    message["To"] = _receiver(to)
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    # The only header that Exchange checks before it sends an out-of-office reply.
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(body)
    return message


def _sender() -> str:
    return getUtility(IRegistry).get("plone.email_from_address") or ""


def _receiver(to: str) -> Address | str:
    """The address as an object, because text in a header would be decoded once more.

    An address with dots in places that the standard forbids stays text, because the
    object would drop its quotation marks.
    """
    try:
        wire = ascii_email(to)
        is_quoted_here = wire.startswith('"') and not to.startswith('"')
        return wire if is_quoted_here else Address(addr_spec=wire)
    except (EmailInvalid, MessageError, ValueError, IndexError) as error:
        raise MailNotConfigured from error


def drop_mail(message: EmailMessage) -> None:
    """Do the same work as queue_mail, but drop the mail at commit.

    This imitates only a mail host with a queue: without it, the mail server is
    contacted during the request.
    """
    keep_sending()
    _DroppingHost().send(message, mto=envelope_of(message), immediate=False)


class _DroppingHost(MailBase):
    def _send(
        self, mfrom: str, mto: str | list[str], messageText: bytes, immediate: bool
    ) -> None:
        host = getUtility(IMailHost)
        if not host.smtp_queue:
            return
        if not host.queueNonDeliveryMode():
            host._startQueueProcessorThread()
        delivery = QueuedMailDelivery(host.smtp_queue_directory)
        waiting = delivery.createDataManager(mfrom, [str(mto)], messageText)
        waiting.callable = waiting.onAbort
        transaction.get().join(waiting)
