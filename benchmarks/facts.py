"""Where and with what a run was made."""

from datetime import datetime
from datetime import UTC
from importlib.metadata import version

import os
import platform


def facts() -> dict[str, object]:
    """Return what a reader needs to compare this run with another."""
    return {
        "Date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Python": platform.python_version(),
        "Plone": version("Products.CMFPlone"),
        "ndl.registration": version("ndl.registration"),
        "Cores": len(os.sched_getaffinity(0)),
        "Load before the run": f"{os.getloadavg()[0]:.1f}",
    }
