"""Make a Zope instance from the templates in deploy/."""

from .settings import ROOT
from .settings import Settings
from pathlib import Path


TEMPLATES = ("zope.conf", "zope.ini", "site.zcml")
FOLDERS = ("etc", "var/cache", "var/filestorage", "var/log", "var/mail")


def make(settings: Settings) -> None:
    """Write the configuration; what the instance holds in var/ is kept."""
    for folder in FOLDERS:
        (settings.instance / folder).mkdir(parents=True, exist_ok=True)
    # Codes and personal data lie here: nobody else on this machine reads them.
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
    """Remove the marks of sendings that a stop or a dead server cut off.

    With its mark a mail is not tried again for some minutes.
    """
    for mark in folder.glob("*/.sending-*"):
        mark.unlink(missing_ok=True)
