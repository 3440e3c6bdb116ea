"""A real SMTP server on loopback that keeps each mail, and its inbox page."""

from .inbox import InboxServer
from .mailbox import Mailbox
from .ports import require_free
from .settings import ADDRESS
from .settings import Settings
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from aiosmtpd.smtp import Session
from aiosmtpd.smtp import SMTP
from ndl.registration.mail.log_filter import guard_logs

import os
import signal
import threading


class Keeper:
    """Accept every mail and put it into the mailbox."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Answer the mail client once the mail is on the disk."""
        self.mailbox.add(envelope)
        return "250 OK"


class MailCatcher:
    """Both servers, each in a thread of its own."""

    def __init__(self, settings: Settings) -> None:
        mailbox = Mailbox(settings.mail_folder)
        self.smtp = Controller(
            Keeper(mailbox), hostname=ADDRESS, port=settings.smtp_port
        )
        self.inbox = InboxServer(mailbox, settings.mail_port)

    def __enter__(self) -> "MailCatcher":
        """Start both; return once they take connections."""
        guard_logs()
        self.smtp.start()
        threading.Thread(target=self.inbox.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop both."""
        self.inbox.shutdown()
        self.inbox.server_close()
        self.smtp.stop()


def main() -> None:
    """Run the catcher alone, until it is told to stop."""
    settings = Settings.from_environment(os.environ)
    ports = settings.ports()
    del ports["PORT"]
    require_free(ports)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with MailCatcher(settings):
        print(f"mail catcher ready: {settings.inbox_url}", flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
