"""The portal of `make start`."""

from pathlib import Path

import subprocess
import sys


ROOT = Path(__file__).parents[1]
# Both read their environment on import, and only zope.conf sets it.
READ = """
import scripts.portal.application, scripts.portal.start, sys
print(sorted({"chameleon", "zope.i18n.config"}.intersection(sys.modules)))
"""


def test_nothing_reads_the_environment_before_zope_conf_sets_it():
    done = subprocess.run(
        [sys.executable, "-c", READ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
