"""Conflicts between two sites of one Zope."""

from ndl.registration import _
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import unsafe
from ndl.registration.sites import cookie_mark
from ndl.registration.sites import other_sites
from pathlib import Path
from Products.CMFPlone.Portal import PloneSite
from zope.component.hooks import getSite


def sites_are_apart() -> Finding:
    """No other site shares the mail queue or the names of the cookies."""
    site = getSite()
    others = other_sites(site)
    for other in others:
        mapping = {"site": "/".join(other.getPhysicalPath())}
        if _queue(site) is not None and _queue(site) == _queue(other):
            return unsafe(
                _(
                    "The site ${site} has the same mail queue: mails would leave "
                    "through the mail server of one of the two.",
                    mapping=mapping,
                ),
                _("Name another directory in MailHost of one of the sites."),
            )
        if cookie_mark(site) == cookie_mark(other):
            return unsafe(
                _(
                    "The site ${site} has cookies of the same names: on one host, a "
                    "login to one site ends the session in the other.",
                    mapping=mapping,
                ),
                _("Import the profile ndl.registration:default again in one of them."),
            )
    return fine(
        _(
            "Other sites of this Zope with the add-on: ${number}; none is in the way.",
            mapping={"number": len(others)},
        )
    )


def _queue(site: PloneSite) -> Path | None:
    host = site.MailHost
    return Path(host.smtp_queue_directory).resolve() if host.smtp_queue else None
