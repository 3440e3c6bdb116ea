"""One of two Zopes on a ZEO server, with the site and data for its visitors.

Arguments: port and folder of the ZEO server, how many to make, and what to make: links
to begin registrations, or tickets of logged-in patrons.
"""

from pathlib import Path
from scripts.portal import instance
from scripts.portal.settings import Settings

import json
import os
import re
import signal
import sys
import threading


ZEO = """<zodb_db main>
  cache-size 30000
  # Each thread opens a second connection for a moment, to count a password.
  pool-size 16
  <zeoclient>
    server 127.0.0.1:{port}
    blob-dir {folder}/blobstorage
    shared-blob-dir on
  </zeoclient>
  mount-point /
</zodb_db>
"""
_STORAGE = re.compile(r"<zodb_db main>.*?</zodb_db>\n", re.DOTALL)


def main() -> None:
    """Serve until standard input closes; a line of JSON tells when it is ready."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    threading.Thread(target=_stop_with_parent, daemon=True).start()
    port, folder, count, what = sys.argv[1:]
    settings = Settings.from_environment(os.environ)
    instance.make(settings)
    conf = settings.instance / "etc" / "zope.conf"
    text = _STORAGE.sub(ZEO.format(port=port, folder=folder), conf.read_text())
    conf.write_text(text)
    # Importing Plone takes seconds, and zope.conf must set the environment first.
    from scripts.portal import application

    zope = application.load(settings)
    from benchmarks.conflicts import log_conflicts

    log_conflicts()
    make = {"links": _links, "tickets": _tickets}[what]
    made = make(int(count)) if int(count) else []
    server = application.listen(zope, settings)
    print(json.dumps({"made": made}), flush=True)
    application.run(server)


def _links(count: int) -> list[str]:
    """Make the tokens of mailed links, and lift the limits per network address."""
    from benchmarks.sites import lift_limits
    from benchmarks.sites import zope
    from ndl.registration.registration.confirmation import StartedRegistration
    from ndl.registration.registration.terms import get_terms
    from ndl.registration.sealed import Purpose
    from ndl.registration.sealed import seal
    from scripts.portal.settings import SITE_ID
    from zope.component.hooks import setSite

    import transaction

    with zope() as app:
        setSite(app[SITE_ID])
        lift_limits()
        version = get_terms().current.version
        people = [
            StartedRegistration(f"burst{n}@example.org", "ja", version, f"secret-{n}")
            for n in range(count)
        ]
        transaction.commit()
        return [seal(Purpose.REGISTER, vars(person)) for person in people]


def _tickets(count: int) -> list[str]:
    """Log patrons in, and lift the limits per network address."""
    from benchmarks.request_burst import log_patrons_in
    from benchmarks.sites import lift_limits
    from benchmarks.sites import zope
    from scripts.portal.settings import SITE_ID
    from zope.component.hooks import setSite

    with zope() as app:
        setSite(app[SITE_ID])
        lift_limits()
        return log_patrons_in(count)


def _stop_with_parent() -> None:
    # The pipe also closes if the parent is killed.
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
