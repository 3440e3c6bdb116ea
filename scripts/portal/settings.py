"""Folder and ports of the development portal."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


ROOT = Path(__file__).parent.parent.parent
SITE_ID = "portal"

# Zope does not theme pages at 127.0.0.1, so the name is used everywhere.
HOST = "localhost"
ADDRESS = "127.0.0.1"


@dataclass(frozen=True)
class Settings:
    """Settings that a developer may choose."""

    instance: Path
    port: int = 8080
    mail_port: int = 8025
    smtp_port: int = 8026
    catalogue_port: int = 8027
    # Number of additional applications in a new site.
    applications: int = 0

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read INSTANCE, APPLICATIONS and the ports; empty means default."""
        return cls(
            instance=(ROOT / (environ.get("INSTANCE") or "instance")).resolve(),
            port=_port(environ, "PORT", cls.port),
            mail_port=_port(environ, "MAIL_PORT", cls.mail_port),
            smtp_port=_port(environ, "SMTP_PORT", cls.smtp_port),
            catalogue_port=_port(environ, "CATALOGUE_PORT", cls.catalogue_port),
            applications=int(environ.get("APPLICATIONS") or 0),
        )

    @property
    def portal_url(self) -> str:
        """Return the URL of the site in a browser."""
        return f"http://{HOST}:{self.port}/{SITE_ID}"

    @property
    def inbox_url(self) -> str:
        """Return the URL of the page that shows the mails."""
        return f"http://{HOST}:{self.mail_port}"

    @property
    def mail_folder(self) -> Path:
        """Return the folder with a file of each mail sent."""
        return self.instance / "var" / "mail"

    @property
    def queue_folder(self) -> Path:
        """Return the folder of mails that wait for the mail server."""
        return self.instance / "var" / "mailqueue"

    def ports(self) -> dict[str, int]:
        """Return the ports, by the environment variable of each."""
        return {
            "PORT": self.port,
            "MAIL_PORT": self.mail_port,
            "SMTP_PORT": self.smtp_port,
            "CATALOGUE_PORT": self.catalogue_port,
        }


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    """Return a port from the environment; exit with a message if it is invalid."""
    text = environ.get(name) or str(default)
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise SystemExit(f"{name} must be a port number, not {text!r}.")
