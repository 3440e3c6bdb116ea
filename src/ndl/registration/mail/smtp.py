"""Delivery of a mail to the mail server."""

from smtplib import SMTP
from smtplib import SMTPDataError
from smtplib import SMTPException
from smtplib import SMTPRecipientsRefused
from smtplib import SMTPResponseException
from typing import Any
from zope.sendmail.mailer import SMTPMailer


_FOR_EVER = 500


class TryLater(SMTPException):
    """The mail server refused the mail temporarily."""


class QueueMailer(SMTPMailer):
    """An SMTP client that distinguishes temporary from permanent errors.

    zope.sendmail rejects a mail permanently if the server refuses the recipient only
    for now (greylisting, a full mailbox), or refuses the portal (a wrong password, an
    unknown sender), which has nothing to do with the mail.
    """

    def send(self, fromaddr: str, toaddrs: tuple[str, ...], message: bytes) -> None:
        """Send the mail. Raises TryLater, and the exceptions of smtplib."""
        try:
            super().send(fromaddr, toaddrs, message)
        except SMTPRecipientsRefused as error:
            codes = [code for code, _answer in error.recipients.values()]
            if min(codes) < _FOR_EVER:
                raise TryLater(*codes) from None
            raise
        except SMTPDataError:
            raise
        except SMTPResponseException as error:
            raise TryLater(error.smtp_code, error.smtp_error) from None
        finally:
            # A broken connection must not be used for the next mail.
            self.abort()

    def _close_connection(self) -> None:
        """Close the connection; the mail is delivered even if the server fails here."""
        connection: SMTP = self.connection  # type: ignore[has-type]
        self.connection = None
        try:
            connection.quit()
        except (SMTPException, OSError):
            connection.close()


def mailer_of(host: Any) -> QueueMailer:
    """A client for the server in the mail settings of the current site."""
    # Plone itself sets server, port and account from its control panel.
    return QueueMailer(force_tls=host.force_tls, implicit_tls=host.implicit_tls)
