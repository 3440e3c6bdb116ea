"""Login: codes, passwords, sessions, browsers, terminals."""

from ndl.registration import _
from ndl.registration.settings.constraints import is_in_hours
from ndl.registration.settings.constraints import is_in_minutes
from ndl.registration.settings.constraints import is_network
from ndl.registration.settings.texts import LONGEST_LINE
from ndl.registration.settings.texts import MOST_LINES
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.interface import Invalid
from zope.interface import invariant


class ILoginSettings(model.Schema):
    """Login: codes, passwords, sessions, browsers, terminals."""

    model.fieldset(
        "login",
        label=_("Login"),
        fields=[
            "code_lifetime",
            "code_tries",
            "code_failures_hour",
            "code_failures_day",
            "resend_wait",
            "resend_limit",
            "password_failures",
            "password_lock",
            "code_mails_hour",
            "password_reset_lifetime",
            "reset_mails_hour",
            "email_change_lifetime",
            "session_idle",
            "session_life",
            "idle_warning",
            "keep_life",
            "remember_life",
            "terminal_networks",
            "terminal_idle",
            "terminal_code",
            "fresh_code",
            "ask_for_address",
        ],
    )
    code_lifetime = schema.Int(
        title=_("Lifetime of an authentication code (seconds)"),
        description=_("Default: 15 minutes"),
        default=900,
        min=60,
        max=3600,
        constraint=is_in_minutes,
    )
    code_tries = schema.Int(
        title=_("Wrong codes that end a login attempt"), default=5, min=1, max=20
    )
    code_failures_hour = schema.Int(
        title=_("Wrong codes of an account within an hour"), default=10, min=1, max=100
    )
    code_failures_day = schema.Int(
        title=_("Wrong codes of an account within a day"), default=50, min=1, max=1000
    )
    resend_wait = schema.Int(
        title=_("Wait before a code can be sent again (seconds)"),
        description=_("Default: 30 seconds"),
        default=30,
        min=0,
        max=1800,
    )
    resend_limit = schema.Int(
        title=_("Times a code can be sent again in one attempt"),
        default=5,
        min=0,
        max=20,
    )
    password_failures = schema.Int(
        title=_("Wrong passwords in a row that lock the password step"),
        default=5,
        min=1,
        max=100,
    )
    password_lock = schema.Int(
        title=_("Duration of that lock (seconds)"),
        description=_("Default: 10 minutes"),
        default=600,
        min=1,
        max=86400,
    )
    code_mails_hour = schema.Int(
        title=_("Authentication codes that an account is sent within an hour"),
        default=20,
        min=1,
        max=100,
    )
    password_reset_lifetime = schema.Int(
        title=_("Lifetime of a link to set a new password (seconds)"),
        description=_("Default: 10 minutes"),
        default=600,
        min=60,
        max=86400,
        constraint=is_in_minutes,
    )
    reset_mails_hour = schema.Int(
        title=_(
            "Emails for a forgotten password, and for a forgotten user ID, that an "
            "account gets within an hour"
        ),
        default=5,
        min=1,
        max=100,
    )
    email_change_lifetime = schema.Int(
        title=_("Lifetime of a link to change the email address (seconds)"),
        description=_("Default: 24 hours"),
        default=86400,
        min=3600,
        max=7 * 86400,
        constraint=is_in_hours,
    )
    session_idle = schema.Int(
        title=_("Time without a request that ends a session (seconds)"),
        description=_("Default: 1 hour"),
        default=3600,
        min=60,
        max=7 * 86400,
    )
    session_life = schema.Int(
        title=_("Longest life of a session, however much it is used (seconds)"),
        description=_("Default: 24 hours"),
        default=86400,
        min=3600,
        max=30 * 86400,
    )

    idle_warning = schema.Int(
        title=_("Warning before a session ends without a request (seconds)"),
        description=_("Default: 5 minutes"),
        default=300,
        min=10,
        max=3600,
    )
    keep_life = schema.Int(
        title=_('"Keep me logged in": time from login to log-out (seconds)'),
        description=_("Default: 60 days"),
        default=60 * 86400,
        min=3600,
        max=400 * 86400,
    )
    remember_life = schema.Int(
        title=_(
            "Time in which the same browser is not asked for a code again "
            "(seconds; 0: never remembered)"
        ),
        description=_("Default: 24 hours"),
        default=86400,
        min=0,
        max=90 * 86400,
        constraint=is_in_hours,
    )
    terminal_networks = schema.Tuple(
        title=_("Networks of the library's own terminals (for example 192.0.2.0/24)"),
        value_type=schema.TextLine(constraint=is_network, max_length=LONGEST_LINE),
        max_length=MOST_LINES,
        required=False,
        default=(),
    )
    terminal_idle = schema.Int(
        title=_("Time without a request that ends a session on a terminal (seconds)"),
        description=_("Default: 10 minutes"),
        default=600,
        min=60,
        max=7 * 86400,
    )
    terminal_code = schema.Bool(
        title=_("Patrons enter an authentication code on these terminals, too"),
        default=True,
        required=False,
    )
    fresh_code = schema.Int(
        title=_("Age of the last code that a sensitive change accepts (seconds)"),
        description=_("Default: 10 minutes"),
        default=600,
        min=60,
        max=86400,
    )
    ask_for_address = schema.Bool(
        title=_("Patrons without an email address may give one when they log in"),
        default=True,
        required=False,
    )

    @invariant
    def code_can_be_sent_again(values: Any) -> None:
        """Require that the wait before resending is shorter than a code's lifetime.

        Raises Invalid.
        """
        if values.resend_wait >= values.code_lifetime:
            raise Invalid(
                _("The wait before a code is sent again must be shorter than its life.")
            )

    @invariant
    def day_holds_an_hour(values: Any) -> None:
        """Require that a day allows at least as many wrong codes as an hour.

        Raises Invalid.
        """
        if values.code_failures_hour > values.code_failures_day:
            raise Invalid(
                _("The wrong codes of a day must not be fewer than those of an hour.")
            )

    @invariant
    def sessions_end_in_turn(values: Any) -> None:
        """Require that idle times do not exceed session_life, nor that keep_life.

        Raises Invalid.
        """
        if max(values.session_idle, values.terminal_idle) > values.session_life:
            raise Invalid(
                _(
                    "The time without a request that ends a session must not be "
                    "longer than its longest life."
                )
            )
        if values.session_life > values.keep_life:
            raise Invalid(
                _('"Keep me logged in" must not be shorter than a session without it.')
            )
