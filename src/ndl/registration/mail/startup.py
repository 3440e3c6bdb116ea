"""Mails that waited when Zope stopped are sent when it starts."""

from ndl.registration.background import start_in_sites
from ndl.registration.mail.log_filter import guard_logs
from ndl.registration.mail.queue import keep_sending
from zope.component import adapter
from zope.processlifetime import IProcessStarting


@adapter(IProcessStarting)
def start_queues(event: IProcessStarting) -> None:
    """Start the queue of each site; MailHost starts one only with the next mail."""
    guard_logs()
    start_in_sites(keep_sending, "The mail queue")
