"""The cloud service through which voice calls go: Twilio, or one that speaks alike."""

from ndl.registration import _
from ndl.registration.settings.addresses import is_safe_address
from ndl.registration.settings.constraints import is_e164
from ndl.registration.settings.constraints import is_plain_word
from plone.supermodel import model
from zope import schema


class ITwilioSettings(model.Schema):
    """The cloud service through which voice calls go."""

    model.fieldset(
        "twilio",
        label=_("Cloud service for calls"),
        description=_(
            "Twilio, or a service with the same interface, if the settings of voice "
            "calls name it. Its secret is no setting: it stands in the environment of "
            "Zope, as NDL_REGISTRATION_TWILIO_SECRET."
        ),
        fields=[
            "twilio_url",
            "twilio_account",
            "twilio_key",
            "twilio_caller",
            "twilio_voice_ja",
            "twilio_voice_en",
            "twilio_ring_seconds",
        ],
    )
    twilio_url = schema.TextLine(
        title=_("Address of the service"),
        description=_("With https; without it only on this machine."),
        constraint=is_safe_address,
        default="https://api.twilio.com",
    )
    twilio_account = schema.TextLine(
        title=_("Account at the service"),
        description=_("The Account SID, which begins with AC."),
        constraint=is_plain_word,
        required=False,
        default="",
    )
    twilio_key = schema.TextLine(
        title=_("API key"),
        description=_(
            "Its SID, which begins with SK; the secret is that of the key then. "
            "Without one, the secret is the token of the account."
        ),
        constraint=is_plain_word,
        required=False,
        default="",
    )
    twilio_caller = schema.TextLine(
        title=_("Number at the service from which calls come"),
        description=_("Only where it differs from the number that patrons are told."),
        constraint=is_e164,
        required=False,
        default="",
    )
    twilio_voice_ja = schema.TextLine(
        title=_("Voice that speaks Japanese"),
        description=_("As the service names it; empty: its own choice."),
        constraint=is_plain_word,
        required=False,
        default="Polly.Mizuki",
    )
    twilio_voice_en = schema.TextLine(
        title=_("Voice that speaks English"),
        description=_("As the service names it; empty: its own choice."),
        constraint=is_plain_word,
        required=False,
        default="Polly.Joanna",
    )
    twilio_ring_seconds = schema.Int(
        title=_("How long the telephone rings, through the service (seconds)"),
        description=_("Default: 30 seconds"),
        default=30,
        min=5,
        max=60,
    )
