"""Checks of the site: its languages, and other sites of the same Zope."""

from ndl.registration import _
from ndl.registration.config import LANGUAGES
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import unsafe
from ndl.registration.health.finding import warning
from ndl.registration.sites import cookie_mark
from ndl.registration.sites import other_sites
from pathlib import Path
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.Portal import PloneSite
from zope.component import getUtility
from zope.component.hooks import getSite


def sites_are_apart() -> Finding:
    """Check that no other site shares the mail queue or the cookie names."""
    site = getSite()
    others = other_sites(site)
    for other in others:
        mapping = {"site": "/".join(other.getPhysicalPath())}
        if _queue(site) is not None and _queue(site) == _queue(other):
            return unsafe(
                _(
                    "The site ${site} has the same mail queue: emails would leave "
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


def languages_can_be_chosen() -> Finding:
    """Check that the site offers both languages, and remembers a choice."""
    registry = getUtility(IRegistry)
    offered = registry.get("plone.available_languages") or ()
    mapping = {"languages": ", ".join(offered)}
    if not set(LANGUAGES) <= {code.partition("-")[0] for code in offered}:
        return warning(
            _(
                "Registration and login support Japanese and English, but the site "
                "offers: ${languages}.",
                mapping=mapping,
            ),
            _("Add the missing language in the Language control panel."),
        )
    if not registry.get("plone.use_cookie_negotiation"):
        return warning(
            _("The site offers several languages, but nobody can choose one."),
            _('Switch "Use cookie for manual override" on in the Language panel.'),
        )
    return fine(_("People can choose a language: ${languages}.", mapping=mapping))
