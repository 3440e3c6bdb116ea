"""The thread that empties the mail queue of a site."""

from collections.abc import Iterator
from ndl.registration import logger
from ndl.registration.background import start_in_sites
from ndl.registration.mail.log_filter import guard_logs
from ndl.registration.mail.smtp import mailer_of
from ndl.registration.mail.spool import FOLDERS
from ndl.registration.mail.spool import forget_unfinished
from ndl.registration.mail.spool import is_usable
from ndl.registration.sites import site_path
from pathlib import Path
from Products.MailHost.interfaces import IMailHost
from Products.MailHost.MailHost import MailBase
from Products.MailHost.MailHost import queue_threads
from time import sleep
from time import time
from typing import Any
from zope.component import adapter
from zope.component import queryUtility
from zope.processlifetime import IProcessStarting
from zope.sendmail.maildir import Maildir
from zope.sendmail.queue import QueueProcessorThread


# Seconds until a failed mail is tried again. Longer than any sending takes (a dozen
# steps of at most ten seconds each), so that processes that share the queue do not
# mistake a mail being sent for a failed mail.
RETRY = 180


class _SweptMaildir(Maildir):
    """A maildir that deletes abandoned files each time it is read."""

    def __iter__(self) -> Iterator[str]:
        """The waiting files."""
        forget_unfinished(Path(self.path))
        return super().__iter__()


class MailQueueThread(QueueProcessorThread):
    """Sends the mails in the directory of a site, and retries failed mails.

    The thread of zope.sendmail waits three hours after a failure, and dies if another
    process has taken the mail.
    """

    site = ""

    def _makeMaildir(self, path: str) -> Maildir:
        return _SweptMaildir(path, True)

    def run(self, forever: bool = True) -> None:
        """Work until stopped, despite errors of the directory."""
        while not self._stopped:
            try:
                super().run(forever)
            except OSError as error:
                self.log.warning("The mail queue is read again: %s", error)
                sleep(self.interval)
            if not forever:
                break

    def _process_one_file(self, filename: str) -> None:
        mail = Path(filename)
        mark = mail.with_name(f".sending-{mail.name}")
        if _age(mark) > RETRY:
            mark.unlink(missing_ok=True)
        super()._process_one_file(filename)


def keep_sending() -> None:
    """Make sure that the queue of the current site, if any, has a running thread.

    Applies changed mail settings.
    """
    host = queryUtility(IMailHost)
    if not getattr(host, "smtp_queue", False):
        return
    make_folder(Path(host.smtp_queue_directory))
    if host.queueNonDeliveryMode():
        return
    guard_logs()
    with MailBase.lock:
        # MailHost finds the thread there and starts none of its own.
        key = host._getThreadKey()
        thread = queue_threads.get(key)
        if _is_ours(thread):
            if thread.site == site_path():
                thread.setMailer(mailer_of(host))
            return
        if thread is not None:
            thread._stopped = True
        queue_threads[key] = _start(host)


def takes_mails() -> bool:
    """Whether mails can be handed over: without a queue, or to a writable queue."""
    host = queryUtility(IMailHost)
    if not getattr(host, "smtp_queue", False):
        return True
    folder = host.smtp_queue_directory
    if not is_usable(Path(folder)):
        logger.error("The mail queue %s is not usable.", folder)
        return False
    owner = queue_owner(host)
    if owner:
        logger.error("The mail queue %s belongs to the site %s.", folder, owner)
    return not owner


def queue_owner(host: Any) -> str:
    """The path of the other site whose thread serves this queue; empty if none."""
    thread = queue_threads.get(host._getThreadKey())
    is_other = _is_ours(thread) and thread.site != site_path()
    return thread.site if is_other else ""


def make_folder(folder: Path) -> None:
    """Create an empty queue, private to the system's user, if it does not exist."""
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in FOLDERS:
            (folder / name).mkdir(exist_ok=True)


def _start(host: Any) -> MailQueueThread:
    thread = MailQueueThread()
    thread.site = site_path()
    thread.setQueuePath(host.smtp_queue_directory)
    thread.setMailer(mailer_of(host))
    thread.start()
    return thread


def _is_ours(thread: Any) -> bool:
    return isinstance(thread, MailQueueThread) and thread.is_alive()


def _age(mark: Path) -> float:
    try:
        return time() - mark.stat().st_mtime
    except FileNotFoundError:
        return 0


@adapter(IProcessStarting)
def start_queues(event: IProcessStarting) -> None:
    """Start the thread of each site; MailHost starts it only with the next mail."""
    guard_logs()
    start_in_sites(keep_sending, "The mail queue")
