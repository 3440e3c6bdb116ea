"""Settings of the portal, the validity of registrations, and operation."""

from ndl.registration import _
from ndl.registration.settings.addresses import is_public_url
from ndl.registration.settings.texts import is_policy
from ndl.registration.settings.texts import LONGEST_LINE
from ndl.registration.settings.texts import LONGEST_TEXT
from plone.supermodel import model
from zope import schema


# Plone's own patterns add style elements by script, which are therefore allowed; inline
# style attributes and scripts are not.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; "
    "style-src 'self'; style-src-elem 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'self'; "
    "frame-ancestors 'none'"
)
# Other pages may contain embedded content, but other sites may not frame them.
SITE_CONTENT_POLICY = "base-uri 'self'; object-src 'none'; frame-ancestors 'self'"


class IGeneralSettings(model.Schema):
    """The portal, and the validity of a registration."""

    public_url = schema.TextLine(
        title=_("Public address of the portal (URL)"),
        description=_(
            "Links in emails begin with it. They never follow the Host header."
        ),
        constraint=is_public_url,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    content_security_policy = schema.Text(
        title=_("Content security policy of the pages of registration and login"),
        description=_(
            "If the theme loads fonts or images from another server, allow that "
            "server here. Empty: no policy is sent."
        ),
        required=False,
        default=CONTENT_SECURITY_POLICY,
        constraint=is_policy,
        max_length=LONGEST_TEXT,
    )
    site_content_policy = schema.Text(
        title=_("Content security policy of the other pages of the site"),
        description=_(
            "Only for pages that have none of their own. Empty: no policy is added."
        ),
        required=False,
        default=SITE_CONTENT_POLICY,
        constraint=is_policy,
        max_length=LONGEST_TEXT,
    )
    validity_years = schema.Int(
        title=_("Validity of a registration after the last login (years)"),
        default=3,
        min=1,
        max=50,
    )
    expiry_first_mail = schema.Int(
        title=_("First email before a registration expires (days)"),
        default=90,
        min=1,
        max=730,
    )
    expiry_second_mail = schema.Int(
        title=_("Second email before a registration expires (days)"),
        default=14,
        min=1,
        max=365,
    )
    expiry_erase = schema.Int(
        title=_("Time from expiry to the erasure of personal data (days)"),
        description=_(
            "Until then a patron who tries to log in is told that the registration "
            "has expired."
        ),
        default=30,
        min=0,
        max=3650,
    )


class IOperationSettings(model.Schema):
    """Operation: thresholds of the health page."""

    model.fieldset(
        "operation",
        label=_("Operation"),
        description=_("What the page on the health of the registration reports."),
        fields=["mail_wait", "key_days"],
    )
    mail_wait = schema.Int(
        title=_("Waiting time of an email that is reported (minutes)"),
        default=15,
        min=5,
        max=10080,
    )
    key_days = schema.Int(
        title=_("Age of the keys of links in emails that is reported (days)"),
        default=180,
        min=1,
        max=3650,
    )
