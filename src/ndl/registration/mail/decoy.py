"""A mail that never leaves, so that time does not tell whether one does."""

from email.message import EmailMessage
from ndl.registration.mail.compose import envelope_of
from ndl.registration.mail.queue import keep_sending
from Products.MailHost.interfaces import IMailHost
from Products.MailHost.MailHost import MailBase
from zope.component import getUtility
from zope.sendmail.delivery import QueuedMailDelivery

import transaction


def drop_mail(message: EmailMessage) -> None:
    """Do what queue_mail does, but take the mail out of the queue at commit.

    Only a mail host with a queue can be imitated: one without it talks to the
    mail server while the answer waits.
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
