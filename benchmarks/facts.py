"""Time, versions and machine of a run."""

from datetime import datetime
from datetime import UTC
from importlib.metadata import version

import os
import platform


def facts() -> dict[str, object]:
    """Return facts for comparing this run with others."""
    return {
        "Date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Python": platform.python_version(),
        "Plone": version("Products.CMFPlone"),
        "ndl.registration": version("ndl.registration"),
        "Cores": len(os.sched_getaffinity(0)),
        "Load before the run": f"{os.getloadavg()[0]:.1f}",
    }
