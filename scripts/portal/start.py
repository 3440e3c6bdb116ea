"""Start the development portal: `python -m scripts.portal.start`."""

from . import instance
from .catalogue import Catalogue
from .mailcatcher import MailCatcher
from .ports import require_free
from .settings import Settings

import os
import signal
import sys


def accounts_table() -> str:
    """Return a table of the demo accounts, as text."""
    from ndl.registration.setuphandlers.demo import accounts

    columns = ("role", "login", "password", "note")
    rows = [
        [str(account.get(name) or "") for name in columns] for account in accounts()
    ]
    rows.insert(0, [name.title() for name in columns])
    widths = [max(len(row[index]) for row in rows) for index in range(len(columns))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def serve(settings: Settings) -> None:
    """Create the site if there is none, then serve until a signal."""
    # Importing Plone takes seconds, so the ports are checked first.
    from . import application

    zope = application.load(settings)
    server = application.listen(zope, settings)
    print(f"Mails: {settings.inbox_url}\n\n{accounts_table()}\n", flush=True)
    print(f"portal ready: {settings.portal_url}", flush=True)
    application.run(server)


def main() -> int:
    """Start the mail catcher and Zope; stop both on Ctrl-C and SIGTERM."""
    settings = Settings.from_environment(os.environ)
    require_free(settings.ports())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # A shell that starts this in the background makes it ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    instance.make(settings)
    print(f"Starting the portal in {settings.instance} ...", flush=True)
    try:
        with MailCatcher(settings), Catalogue(settings):
            serve(settings)
    except KeyboardInterrupt:
        print(flush=True)
    print("Stopped.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
