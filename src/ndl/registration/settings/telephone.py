"""The telephone systems that make voice calls: a SIP trunk, or a cloud service."""

from ndl.registration import _
from ndl.registration.settings.addresses import is_safe_address
from ndl.registration.settings.constraints import is_dial_prefix
from ndl.registration.settings.constraints import is_e164
from ndl.registration.settings.constraints import is_plain_word
from ndl.registration.settings.constraints import is_sip_server
from ndl.registration.settings.texts import is_line
from ndl.registration.settings.texts import LONGEST_LINE
from ndl.registration.settings.voice import IVoiceSettings
from plone.supermodel import model
from zope import schema


class ISipSettings(model.Schema):
    """The SIP trunk or PBX that makes voice calls."""

    model.fieldset(
        "sip",
        label=_("SIP trunk"),
        description=_(
            "The telephone system that makes voice calls, if the settings of voice "
            "calls name it. Its password is no setting: it stands in the environment "
            "of Zope, as NDL_REGISTRATION_SIP_SECRET."
        ),
        fields=[
            "sip_server",
            "sip_transport",
            "sip_authorities",
            "sip_media",
            "sip_user",
            "sip_auth_user",
            "sip_domain",
            "sip_numbers",
            "sip_prefix",
            "sip_ring_seconds",
            "sip_recordings",
        ],
    )
    sip_server = schema.TextLine(
        title=_("Address of the trunk or PBX"),
        description=_(
            "A name or an IP address, with a port where it is not the usual one."
        ),
        constraint=is_sip_server,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    sip_transport = schema.Choice(
        title=_("Transport"),
        description=_("With TLS nobody on the way reads the numbers that are called."),
        vocabulary="ndl.registration.SipTransports",
        default="udp",
    )
    sip_authorities = schema.TextLine(
        title=_("File with the certificates of authorities (for TLS)"),
        default="/etc/ssl/certs/ca-certificates.crt",
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    sip_media = schema.Choice(
        title=_("Encryption of what is said"),
        description=_("Without it, the code can be heard by listeners on the way."),
        vocabulary="ndl.registration.SipMedia",
        default="plain",
    )
    sip_user = schema.TextLine(
        title=_("User name or number of the portal at the trunk"),
        constraint=is_plain_word,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    sip_auth_user = schema.TextLine(
        title=_("User name for authentication"),
        description=_("Only where it differs from the user name."),
        constraint=is_plain_word,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    sip_domain = schema.TextLine(
        title=_("Domain of the trunk"),
        description=_("Only where it differs from the address."),
        constraint=is_plain_word,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    sip_numbers = schema.Choice(
        title=_("How numbers are dialled"),
        vocabulary="ndl.registration.SipNumbers",
        default="e164",
    )
    sip_prefix = schema.TextLine(
        title=_("Digits before each number"),
        description=_("Such as the 0 with which a PBX gives an outside line."),
        constraint=is_dial_prefix,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    sip_ring_seconds = schema.Int(
        title=_("How long the telephone rings (seconds)"),
        description=_("Default: 30 seconds"),
        default=30,
        min=5,
        max=120,
    )
    sip_recordings = schema.TextLine(
        title=_("Folder with the library's own recordings"),
        description=_(
            "WAV files of 8 kHz, mono, 16 bits, named as those of the add-on; what "
            "the folder lacks is taken from these."
        ),
        required=False,
        default="",
        constraint=is_line,
        max_length=LONGEST_LINE,
    )


class ITwilioSettings(model.Schema):
    """The cloud service that makes voice calls."""

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
        max_length=LONGEST_LINE,
    )
    twilio_account = schema.TextLine(
        title=_("Account at the service"),
        description=_("The Account SID, which begins with AC."),
        constraint=is_plain_word,
        required=False,
        default="",
        max_length=LONGEST_LINE,
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
        max_length=LONGEST_LINE,
    )
    twilio_caller = schema.TextLine(
        title=_("Number at the service from which calls come"),
        description=_("Only where it differs from the number that patrons are told."),
        constraint=is_e164,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    twilio_voice_ja = schema.TextLine(
        title=_("Voice that speaks Japanese"),
        description=_("As the service names it; empty: its own choice."),
        constraint=is_plain_word,
        required=False,
        default="Polly.Mizuki",
        max_length=LONGEST_LINE,
    )
    twilio_voice_en = schema.TextLine(
        title=_("Voice that speaks English"),
        description=_("As the service names it; empty: its own choice."),
        constraint=is_plain_word,
        required=False,
        default="Polly.Joanna",
        max_length=LONGEST_LINE,
    )
    twilio_ring_seconds = schema.Int(
        title=_("How long the telephone rings, through the service (seconds)"),
        description=_("Default: 30 seconds"),
        default=30,
        min=5,
        max=60,
    )


class ITelephoneSettings(ISipSettings, ITwilioSettings, IVoiceSettings):
    """Voice calls, with the telephone systems that make them."""
