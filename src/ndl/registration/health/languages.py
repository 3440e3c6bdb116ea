"""Both languages of the add-on can be chosen."""

from ndl.registration import _
from ndl.registration.config import LANGUAGES
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import warning
from plone.registry.interfaces import IRegistry
from zope.component import getUtility


def languages_can_be_chosen() -> Finding:
    """The site offers both languages, and keeps what somebody chose."""
    registry = getUtility(IRegistry)
    offered = registry.get("plone.available_languages") or ()
    mapping = {"languages": ", ".join(offered)}
    if not set(LANGUAGES) <= {code.partition("-")[0] for code in offered}:
        return warning(
            _(
                "Registration and login speak Japanese and English, but the site "
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
