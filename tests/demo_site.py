"""The site of `make start`, created once in a test run and copied from there."""

from fcntl import flock
from fcntl import LOCK_EX
from pathlib import Path
from scripts.portal import instance
from scripts.portal.settings import Settings
from shutil import copytree
from shutil import ignore_patterns
from tests.redis_server import free_port

import os
import subprocess
import sys


ROOT = Path(__file__).parents[1]
# OCR is off, as it takes seconds for each picture: only the last application waits for
# a reading, which starts once a manager switches OCR on.
MAKE = """
from ndl.registration.setuphandlers import demo
demo.problem = lambda: "later"
from ndl.registration.review import reader
reader.threads.wake = lambda place: None
from ndl.registration.review.desk import get_desk
from ndl.registration.review.asked_readings import ask_for_reading
from ndl.registration.settings import settings
from scripts.portal.application import close
from scripts.portal.application import load
from scripts.portal.crowd import add_applications
from scripts.portal.settings import Settings
from zope.component.hooks import setSite
import os, sys, transaction, Zope2
load(Settings.from_environment(os.environ))
app = Zope2.app()
setSite(app.portal)
before = set(get_desk().objectIds())
add_applications(int(sys.argv[1]))
added = [one for one in get_desk().objectValues() if one.getId() not in before]
settings().reads_pictures = True
for application in sorted(added, key=lambda one: one.submitted_at)[-1:]:
    ask_for_reading(application)
settings().reads_pictures = False
transaction.commit()
setSite(None)
close()
"""


class DemoSites:
    """Copies the site, with additional applications, into instances."""

    def __init__(self, folder):
        self._folder = folder

    def put(self, target, applications=0):
        """Copy the site into an instance without data."""
        made = self._made(applications)
        aside = ignore_patterns("*.lock", "log", "cache", "mailqueue")
        copytree(made / "var", target / "var", ignore=aside, dirs_exist_ok=True)
        # All portals share the compiled templates.
        (target / "var" / "cache").symlink_to(self._folder / "templates")

    def _made(self, applications):
        made = self._folder / f"demo-{applications}"
        with self._folder.joinpath(f"demo-{applications}.lock").open("w") as lock:
            # Other test processes wait here and use the same site.
            flock(lock, LOCK_EX)
            if not (made / "done").exists():
                environment = {
                    **os.environ,
                    "INSTANCE": str(made),
                    # Keeps mails away from a mail catcher that runs on this machine.
                    "SMTP_PORT": str(free_port()),
                    "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
                }
                instance.make(Settings.from_environment(environment))
                subprocess.run(
                    [sys.executable, "-c", MAKE, str(applications)],
                    env=environment,
                    check=True,
                )
                (made / "done").touch()
        return made
