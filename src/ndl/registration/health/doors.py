"""Checks of Plone's own ways to log in, and of the address of the portal."""

from ndl.registration import _
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import unsafe
from ndl.registration.health.finding import warning
from ndl.registration.settings import settings
from ndl.registration.settings.addresses import is_web_address
from plone import api
from plone.protect import auto
from urllib.parse import urlsplit
from zope.component.hooks import getSite


LOCAL = ("localhost", "127.0.0.1", "::1")


def stock_doors_are_closed() -> Finding:
    """Check that registration and reset mails of stock Plone are off."""
    record = api.portal.get_registry_record
    doors = (
        (
            record("plone.enable_self_reg"),
            _("Self-registration of Plone is on."),
            _('Switch "Enable self-registration" off in the Security control panel.'),
        ),
        (
            record("plone.autologin_after_password_reset"),
            _("Plone logs users in after a password reset."),
            _("Set plone.autologin_after_password_reset to no in the registry."),
        ),
        (
            _anonymous_may("Mail forgotten password"),
            _("Visitors may use Plone's own email for a forgotten password."),
            _('Take "Mail forgotten password" from Anonymous in the site.'),
        ),
    )
    for is_open, words, cure in doors:
        if is_open:
            return unsafe(words, cure)
    return fine(_("Plone's own registration, login and password emails are closed."))


def forgeries_are_refused() -> Finding:
    """Check that Plone's protection against forged requests is on."""
    if auto.CSRF_DISABLED:
        return unsafe(
            _("Plone's protection against forged requests is switched off."),
            _("Take PLONE_CSRF_DISABLED out of the environment of Zope."),
        )
    return fine(_("Plone refuses forged requests."))


def public_address_is_https() -> Finding:
    """Check that the public address is set, valid and https."""
    address = settings().public_url or ""
    cure = _("Set the public address of the portal in the control panel.")
    if not address:
        return unsafe(
            _("The public address is not set: no email with a link can be sent."), cure
        )
    mapping = {"address": address}
    if not is_web_address(address):
        return unsafe(
            _(
                "The public address ${address} cannot be opened in a browser: no email "
                "with a link can be sent.",
                mapping=mapping,
            ),
            cure,
        )
    parts = urlsplit(address)
    if parts.scheme == "https":
        return fine(
            _(
                "The public address is ${address}; cookies are sent over https only.",
                mapping=mapping,
            )
        )
    words = _(
        "The public address ${address} is not https: passwords, codes and cookies "
        "can be read on the way.",
        mapping=mapping,
    )
    cure = _("Serve the portal over https, and set its public address accordingly.")
    return (warning if parts.hostname in LOCAL else unsafe)(words, cure)


def _anonymous_may(permission: str) -> bool:
    return any(
        role["name"] == "Anonymous" and role["selected"]
        for role in getSite().rolesOfPermission(permission)
    )
