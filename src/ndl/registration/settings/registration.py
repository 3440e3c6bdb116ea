"""Settings of the registration: links, forms, texts, passwords."""

from ndl.registration import _
from ndl.registration.settings.constraints import is_domain
from ndl.registration.settings.constraints import is_in_hours
from ndl.registration.settings.texts import is_line
from ndl.registration.settings.texts import LONGEST_LINE
from ndl.registration.settings.texts import MOST_LINES
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.interface import Invalid
from zope.interface import invariant


class IRegistrationFormSettings(model.Schema):
    """Registration: links, forms, texts."""

    model.fieldset(
        "registration",
        label=_("Registration"),
        fields=[
            "registration_link_lifetime",
            "confirm_lifetime",
            "minimum_age",
            "hide_taken",
            "robot_seconds",
            "mail_domain",
            "stray_dot_domains",
        ],
    )
    registration_link_lifetime = schema.Int(
        title=_("Lifetime of a registration link (seconds)"),
        description=_("Default: 24 hours"),
        default=86400,
        min=3600,
        max=30 * 86400,
        constraint=is_in_hours,
    )
    confirm_lifetime = schema.Int(
        title=_("Time from the confirmation page to its submission (seconds)"),
        description=_("Default: 2 hours"),
        default=7200,
        min=600,
        max=86400,
    )
    minimum_age = schema.Int(title=_("Minimum age (years)"), default=18, min=0, max=100)
    hide_taken = schema.Bool(
        title=_("Do not tell that an address is in use; email its owner instead"),
        default=False,
        required=False,
    )
    robot_seconds = schema.Int(
        title=_(
            "Time in which only a program fills in a form (seconds; 0: programs "
            "are not looked for)"
        ),
        description=_("Default: 2 seconds"),
        default=2,
        min=0,
        max=60,
    )
    mail_domain = schema.TextLine(
        title=_("Domain from which emails come, as told to patrons"),
        default="ndl.go.jp",
        constraint=is_domain,
        max_length=LONGEST_LINE,
    )
    stray_dot_domains = schema.Tuple(
        title=_("Email domains whose addresses may have dots anywhere"),
        description=_(
            "Japanese carriers gave out addresses such as a..b@docomo.ne.jp, which "
            "the standard does not know. Subdomains are included. One on each line."
        ),
        value_type=schema.TextLine(constraint=is_domain, max_length=LONGEST_LINE),
        max_length=MOST_LINES,
        required=False,
        default=("docomo.ne.jp", "ezweb.ne.jp"),
    )


class IPasswordSettings(model.Schema):
    """Passwords: policy and hashing."""

    model.fieldset(
        "passwords",
        label=_("Passwords"),
        fields=[
            "password_min",
            "password_max",
            "password_words",
            "argon2_time",
            "argon2_memory",
            "argon2_parallelism",
        ],
    )
    password_min = schema.Int(
        title=_("Shortest password (characters)"), default=12, min=8, max=64
    )
    password_max = schema.Int(
        title=_("Longest password (characters)"), default=20, min=12, max=128
    )
    password_words = schema.Tuple(
        title=_("Words of the library that a password must not be made of"),
        value_type=schema.TextLine(constraint=is_line, max_length=LONGEST_LINE),
        max_length=MOST_LINES,
        required=False,
        default=("ndl", "kokkai", "toshokan", "library", "national", "diet"),
    )
    argon2_time = schema.Int(title=_("Argon2id: passes"), default=3, min=1, max=20)
    argon2_memory = schema.Int(
        title=_("Argon2id: memory (KiB)"), default=65536, min=7168, max=1024 * 1024
    )
    argon2_parallelism = schema.Int(
        title=_("Argon2id: lanes"), default=4, min=1, max=16
    )

    @invariant
    def lengths_leave_room(values: Any) -> None:
        """Require that the shortest length is at most the longest. Raises Invalid."""
        if values.password_min > values.password_max:
            raise Invalid(
                _("The shortest password must not be longer than the longest one.")
            )
