"""Limits per network address, in addition to those per account."""

from ndl.registration import _
from ndl.registration.settings.constraints import is_network
from ndl.registration.settings.constraints import is_rate
from ndl.registration.settings.constraints import is_storage
from ndl.registration.settings.texts import LONGEST_LINE
from ndl.registration.settings.texts import MOST_LINES
from plone.supermodel import model
from zope import schema


class ILimitSettings(model.Schema):
    """Limits per network address, in addition to those per account."""

    model.fieldset(
        "limits",
        label=_("Limits"),
        description=_(
            "How often a step may be taken from one network address, for example "
            "30 per 15 minutes. Several limits are separated by semicolons."
        ),
        fields=[
            "limit_passwords",
            "limit_codes",
            "limit_code_mails",
            "limit_calls",
            "limit_registration_mails",
            "limit_recipient_mails",
            "limit_forgotten_mails",
            "limit_address_searches",
            "limit_searches",
            "limit_pictures",
            "limit_submits",
            "limits_storage",
            "limits_exempt",
        ],
    )
    limit_passwords = schema.TextLine(
        title=_("Passwords at login (from one network address)"),
        default="30 per 15 minutes",
        constraint=is_rate,
        max_length=LONGEST_LINE,
    )
    limit_codes = schema.TextLine(
        title=_(
            "Codes and email addresses entered at login (from one network address)"
        ),
        default="50 per 15 minutes",
        constraint=is_rate,
        max_length=LONGEST_LINE,
    )
    limit_code_mails = schema.TextLine(
        title=_("Authentication codes sent (for one network address)"),
        default="30 per 15 minutes",
        constraint=is_rate,
        max_length=LONGEST_LINE,
    )
    limit_calls = schema.TextLine(
        title=_("Voice calls asked for (from one network address)"),
        default="10 per hour",
        constraint=is_rate,
        max_length=LONGEST_LINE,
    )
    limit_registration_mails = schema.TextLine(
        title=_("Emails to begin a registration (from one network address)"),
        default="20 per hour",
        constraint=is_rate,
        max_length=LONGEST_LINE,
    )
    limit_recipient_mails = schema.TextLine(
        title=_("Emails to begin a registration (to one email address)"),
        default="5 per hour",
        constraint=is_rate,
        max_length=LONGEST_LINE,
    )
    limit_forgotten_mails = schema.TextLine(
        title=_("Forgotten passwords and user IDs (from one network address)"),
        default="20 per hour",
        constraint=is_rate,
        max_length=LONGEST_LINE,
    )
    limit_address_searches = schema.TextLine(
        title=_("Address searches (from one network address)"),
        default="60 per 5 minutes",
        constraint=is_rate,
        max_length=LONGEST_LINE,
    )
    limit_searches = schema.TextLine(
        title=_("Searches of catalogues (from one network address)"),
        default="60 per 5 minutes",
        constraint=is_rate,
        max_length=LONGEST_LINE,
    )
    limit_pictures = schema.TextLine(
        title=_(
            "Pictures of identification documents uploaded or turned (from one network "
            "address)"
        ),
        default="60 per 15 minutes",
        constraint=is_rate,
        max_length=LONGEST_LINE,
    )
    limit_submits = schema.TextLine(
        title=_("Registrations and applications sent (from one network address)"),
        default="20 per hour",
        constraint=is_rate,
        max_length=LONGEST_LINE,
    )
    limits_storage = schema.TextLine(
        title=_("Where these limits are counted (memory:// or redis://host:port)"),
        description=_(
            "Memory serves a single Zope process. Several processes need a common "
            "Redis server."
        ),
        default="memory://",
        constraint=is_storage,
        max_length=LONGEST_LINE,
    )
    limits_exempt = schema.Tuple(
        title=_("Networks without these limits (for example 192.0.2.0/24)"),
        description=_(
            "For networks of your own in which many people share one address. The "
            "limits of each account hold there as well."
        ),
        value_type=schema.TextLine(constraint=is_network, max_length=LONGEST_LINE),
        max_length=MOST_LINES,
        required=False,
        default=(),
    )
