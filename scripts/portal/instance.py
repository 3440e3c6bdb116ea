"""Make a Zope instance from the templates in deploy/."""

from .settings import ROOT
from .settings import Settings
from pathlib import Path


TEMPLATES = ("zope.conf", "zope.ini", "site.zcml")
FOLDERS = ("etc", "var/cache", "var/filestorage", "var/log", "var/mail")


def make(settings: Settings) -> None:
    """Write the configuration; data in var/ are kept."""
    for folder in FOLDERS:
        (settings.instance / folder).mkdir(parents=True, exist_ok=True)
    # var/ has codes and personal data: no other user of the machine may read it.
    (settings.instance / "var").chmod(0o700)
    values = {
        "@INSTANCE@": str(settings.instance),
        "@PORT@": str(settings.port),
    }
    for name in TEMPLATES:
        text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        (settings.instance / "etc" / name).write_text(text, encoding="utf-8")
    forget_attempts(settings.queue_folder)


def forget_attempts(folder: Path) -> None:
    """Remove the locks of mails whose sending was interrupted.

    A locked mail is not tried again for some minutes.
    """
    for mark in folder.glob("*/.sending-*"):
        mark.unlink(missing_ok=True)
