"""The measured process: the development portal and a stock site."""

from scripts.portal import instance
from scripts.portal.settings import Settings

import json
import os
import signal
import sys
import threading


def main() -> None:
    """Serve both sites until standard input closes.

    One line of JSON tells that it is ready, with the accounts and figures of `prepare`.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    threading.Thread(target=_stop_with_parent, daemon=True).start()
    settings = Settings.from_environment(os.environ)
    instance.make(settings)
    # Importing Plone takes seconds, and zope.conf must set the environment first.
    from scripts.portal import application

    zope = application.load(settings)
    from benchmarks import sites
    from benchmarks.conflicts import log_conflicts

    found = sites.prepare()
    log_conflicts()
    server = application.listen(zope, settings)
    print(json.dumps(found), flush=True)
    application.run(server)


def _stop_with_parent() -> None:
    # The pipe also closes if the parent is killed.
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
