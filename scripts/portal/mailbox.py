"""A folder of mails: add, list and decode them."""

from aiosmtpd.smtp import Envelope
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from email import message_from_bytes
from email import policy
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import cast


@dataclass(frozen=True)
class Mail:
    """A mail as shown in the inbox."""

    name: str
    sender: str
    to: str
    date: str
    subject: str
    body: str
    attachments: tuple[str, ...]


class Mailbox:
    """The mails in one folder, one .eml file each, named by time of arrival."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count()

    def add(self, envelope: Envelope) -> Path:
        """Store a mail atomically: a reader never sees a part of it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        path = self.folder / f"{stamp}-{next(self._numbers):04}.eml"
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(cast(bytes, envelope.original_content))
        return unfinished.rename(path)

    def names(self) -> list[str]:
        """Return the names of all mails, newest first."""
        return sorted((path.name for path in self.folder.glob("*.eml")), reverse=True)

    def source(self, name: str) -> bytes | None:
        """Return the raw mail, or None if there is none of this name."""
        # Only listed names are opened, which excludes other paths.
        return (self.folder / name).read_bytes() if name in self.names() else None

    def read(self, name: str) -> Mail | None:
        """Return the decoded mail, or None if there is none of this name."""
        source = self.source(name)
        return None if source is None else decode(name, source)


def decode(name: str, source: bytes) -> Mail:
    """Decode headers and body of a mail."""
    message = cast(EmailMessage, message_from_bytes(source, policy=policy.default))
    body = message.get_body(preferencelist=("plain", "html"))
    return Mail(
        name=name,
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        date=str(message["Date"] or ""),
        subject=str(message["Subject"] or ""),
        body=_text(body),
        attachments=tuple(
            part.get_filename() or part.get_content_type()
            for part in message.iter_attachments()
        ),
    )


def _text(part: EmailMessage | None) -> str:
    """Return the text of a part, whatever its declared character set."""
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        payload = part.get_payload(decode=True)
        return cast(bytes, payload or b"").decode("utf-8", "replace")
