"""An SMTP server on loopback that stores each mail, and its inbox page."""

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
    """Accepts every mail and stores it in the mailbox."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Acknowledge the mail once it is stored."""
        self.mailbox.add(envelope)
        return "250 OK"


class MailCatcher:
    """The SMTP server and the inbox, each in a thread of its own."""

    def __init__(self, settings: Settings) -> None:
        mailbox = Mailbox(settings.mail_folder)
        self.smtp = Controller(
            Keeper(mailbox), hostname=ADDRESS, port=settings.smtp_port
        )
        self.inbox = InboxServer(mailbox, settings.mail_port)

    def __enter__(self) -> "MailCatcher":
        """Start both servers; return once they accept connections."""
        guard_logs()
        self.smtp.start()
        threading.Thread(target=self.inbox.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop both servers."""
        self.inbox.shutdown()
        self.inbox.server_close()
        self.smtp.stop()


def main() -> None:
    """Run only the mail catcher, until a signal."""
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
