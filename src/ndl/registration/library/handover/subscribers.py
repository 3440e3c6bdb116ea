"""Resume pending hand-overs when Zope starts."""

from ndl.registration.background import start_in_sites
from ndl.registration.library.handover.worker import start_here
from zope.component import adapter
from zope.processlifetime import IProcessStarting


@adapter(IProcessStarting)
def start_dispatchers(event: IProcessStarting) -> None:
    """Start the thread of each site."""
    start_in_sites(start_here, "The hand-over of requests")
