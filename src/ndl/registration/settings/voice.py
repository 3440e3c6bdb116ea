"""Authentication codes by voice call."""

from ndl.registration import _
from ndl.registration.settings.texts import is_line
from ndl.registration.settings.texts import LONGEST_LINE
from plone.supermodel import model
from zope import schema


class IVoiceSettings(model.Schema):
    """Authentication codes by voice call."""

    model.fieldset(
        "voice",
        label=_("Voice calls"),
        description=_(
            "Official patrons who reside in Japan can have the authentication code "
            "read out over the telephone. Calls cost money."
        ),
        fields=[
            "voice_provider",
            "voice_caller",
            "voice_lines",
            "voice_key_first",
            "voice_calls_hour",
            "voice_calls_day",
            "voice_number_calls_day",
            "voice_numbers_hour",
            "voice_cost_landline",
            "voice_cost_mobile",
            "voice_cost_day",
        ],
    )
    voice_provider = schema.Choice(
        title=_("Provider of voice calls"),
        description=_("Without a provider, voice calls are not offered."),
        vocabulary="ndl.registration.VoiceProviders",
        required=False,
        default=None,
    )
    voice_caller = schema.TextLine(
        title=_("Number from which calls come, as patrons are told it"),
        default="050-3642-5814",
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    voice_lines = schema.Int(
        title=_("Calls at the same time (of one Zope process)"),
        default=4,
        min=1,
        max=100,
    )
    voice_key_first = schema.Bool(
        title=_("The code is spoken only after a key was pressed"),
        description=_("No voicemail records it then."),
        default=False,
        required=False,
    )
    voice_calls_hour = schema.Int(
        title=_("Voice calls that an account may ask for within an hour"),
        default=3,
        min=1,
        max=100,
    )
    voice_calls_day = schema.Int(
        title=_("Voice calls that an account may ask for within a day"),
        default=10,
        min=1,
        max=1000,
    )
    voice_number_calls_day = schema.Int(
        title=_("Voice calls to one telephone number within a day"),
        default=10,
        min=1,
        max=1000,
    )
    voice_numbers_hour = schema.Int(
        title=_(
            "Telephone numbers that an account may enter for a call within an hour"
        ),
        default=10,
        min=1,
        max=100,
    )
    voice_cost_landline = schema.Int(
        title=_("Cost of a call to a landline or an IP telephone (yen)"),
        default=10,
        min=0,
        max=10_000,
    )
    voice_cost_mobile = schema.Int(
        title=_("Cost of a call to a mobile telephone (yen)"),
        default=30,
        min=0,
        max=10_000,
    )
    voice_cost_day = schema.Int(
        title=_("Cost of all voice calls of a day, after which none is made (yen)"),
        default=10000,
        min=0,
        max=100_000_000,
    )
