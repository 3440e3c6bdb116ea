"""Contracts of the add-on: the layer, the settings, the shared utilities."""

from ndl.registration import _
from ndl.registration.checks import is_rate
from ndl.registration.checks import is_scanner
from ndl.registration.checks import is_storage
from plone.autoform import directives
from plone.supermodel import model
from typing import Any
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import Attribute
from zope.interface import Interface
from zope.interface import Invalid
from zope.publisher.interfaces.browser import IDefaultBrowserLayer

import ipaddress


class IBrowserLayer(IDefaultBrowserLayer):
    """Marks requests to a site in which the add-on is installed."""


class IPatronDirectory(Interface):
    """The directory of all patrons, a utility of the site."""


class ILoginStore(Interface):
    """Attempts, counts and sessions of all accounts, a utility of the site."""


class IDraftStore(Interface):
    """Pictures between form and confirmation, a utility of the site."""


class ITermsBook(Interface):
    """The terms and conditions in all their versions, a utility of the site."""


class IAccountSource(Interface):
    """A kind of account that can log in: a named utility per kind."""

    def find(login: str) -> Any:
        """The Identity with this login name, or None."""

    def get(user_id: str) -> Any:
        """The Identity with this user ID, or None."""

    def check_password(identity: Any, password: str) -> Any:
        """Whether the password is right for the identity."""

    def fingerprint(identity: Any) -> Any:
        """A digest that changes with the password and the e-mail address."""

    def store_email(identity: Any, email: str) -> None:
        """Put the address on file. Raises EmailTaken."""

    def can_set_password(identity: Any) -> Any:
        """Whether a new password can be set for the identity here."""

    def password_problems(identity: Any, password: str) -> Any:
        """What is wrong with a new password, as messages; empty if nothing is."""

    def set_password(identity: Any, password: str) -> None:
        """Store a new password that has no problems."""

    def logged_in(identity: Any) -> None:
        """Told when a login of the identity is complete."""


class IDeliveryChannel(Interface):
    """A way by which a code reaches its owner: a named utility per channel."""

    title = Attribute("What the channel is called, as a message.")
    page = Attribute(
        "The page on which the patron chooses it, when the channel has to ask for "
        "something; empty if a button is enough."
    )

    def serves(identity: Any) -> Any:
        """Whether the channel may be offered to the identity."""

    def recipient(identity: Any) -> Any:
        """Where the code goes, masked, to be shown on the code page."""

    def told(identity: Any) -> Any:
        """What the code page says of a code that is on its way, as a message."""

    def send(identity: Any, code: str) -> None:
        """Send the code, once, when the transaction has been committed.

        Raises a DomainError whose message is for the patron when it cannot.
        """

    def tell_of_address(identity: Any, masked: str) -> None:
        """Tell the owner that a first e-mail address was put on file.

        Asked of each channel that served the owner until then.
        """


class IScanner(Interface):
    """Looks for harmful programs in uploaded files: a utility.

    The global one speaks with clamd; a site or a package may register its own.
    """

    def scan(data: bytes) -> Any:
        """The name of what was found, empty if nothing was.

        Raises any exception if it cannot tell: the file is refused then.
        """

    def is_ready() -> Any:
        """Whether files can be scanned now."""


def is_network(text: str) -> bool:
    """Whether the text is a network in CIDR notation. Raises Invalid."""
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise Invalid(_("This is no network address.")) from error
    return True


# Plone's own patterns bring their styles in elements that scripts make; style
# attributes and scripts stay forbidden.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; "
    "style-src 'self'; style-src-elem 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'self'; "
    "frame-ancestors 'none'"
)


class IRegistrationSettings(model.Schema):
    """All figures of the add-on; units stand in the titles."""

    public_url = schema.TextLine(
        title=_("Public address of the portal (URL)"),
        description=_(
            "Links in mails begin with it. They never follow the Host header."
        ),
        required=False,
        default="",
    )
    content_security_policy = schema.Text(
        title=_("Content security policy of the pages of registration and login"),
        description=_(
            "A theme that takes fonts or pictures from another server has to be "
            "allowed to here. Empty: no policy is sent."
        ),
        required=False,
        default=CONTENT_SECURITY_POLICY,
    )
    validity_years = schema.Int(
        title=_("Validity of a registration after the last login (years)"),
        default=3,
        min=1,
    )

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
            "session_idle",
            "session_life",
            "idle_warning",
            "keep_life",
            "remember_life",
            "terminal_networks",
            "terminal_idle",
            "fresh_code",
            "ask_for_address",
        ],
    )
    code_lifetime = schema.Int(
        title=_("Lifetime of an authentication code (seconds)"), default=900, min=60
    )
    code_tries = schema.Int(
        title=_("Wrong codes that end a login attempt"), default=5, min=1
    )
    code_failures_hour = schema.Int(
        title=_("Wrong codes of an account within an hour"), default=10, min=1
    )
    code_failures_day = schema.Int(
        title=_("Wrong codes of an account within a day"), default=50, min=1
    )
    resend_wait = schema.Int(
        title=_("Wait before a code can be sent again (seconds)"), default=30, min=0
    )
    resend_limit = schema.Int(
        title=_("Times a code can be sent again in one attempt"), default=5, min=0
    )
    password_failures = schema.Int(
        title=_("Wrong passwords in a row that lock the password step"),
        default=5,
        min=1,
    )
    password_lock = schema.Int(
        title=_("Duration of that lock (seconds)"), default=600, min=1
    )
    code_mails_hour = schema.Int(
        title=_("Authentication codes that an account is sent within an hour"),
        default=20,
        min=1,
    )
    password_reset_lifetime = schema.Int(
        title=_("Lifetime of a link to set a new password (seconds)"),
        default=600,
        min=60,
    )
    reset_mails_hour = schema.Int(
        title=_(
            "Mails for a forgotten password, and for a forgotten user ID, that an "
            "account gets within an hour"
        ),
        default=5,
        min=1,
    )
    session_idle = schema.Int(
        title=_("Time without a request that ends a session (seconds)"),
        default=3600,
        min=60,
    )
    session_life = schema.Int(
        title=_("Longest life of a session, however much it is used (seconds)"),
        default=86400,
        min=3600,
    )

    idle_warning = schema.Int(
        title=_("Warning before a session ends without a request (seconds)"),
        default=300,
        min=10,
    )
    keep_life = schema.Int(
        title=_('"Keep me logged in": time from login to log-out (seconds)'),
        default=60 * 86400,
        min=3600,
    )
    remember_life = schema.Int(
        title=_(
            "Time in which the same browser is not asked for a code again "
            "(seconds; 0: never remembered)"
        ),
        default=86400,
        min=0,
    )
    terminal_networks = schema.Tuple(
        title=_("Networks of the library's own terminals (for example 192.0.2.0/24)"),
        value_type=schema.TextLine(constraint=is_network),
        required=False,
        default=(),
    )
    terminal_idle = schema.Int(
        title=_("Time without a request that ends a session on a terminal (seconds)"),
        default=600,
        min=60,
    )
    fresh_code = schema.Int(
        title=_("Age of the last code that a sensitive change accepts (seconds)"),
        default=600,
        min=60,
    )
    ask_for_address = schema.Bool(
        title=_("Patrons without an email address may give one when they log in"),
        default=True,
        required=False,
    )

    model.fieldset(
        "staff",
        label=_("Staff"),
        description=_(
            "Two-factor login of staff is switched on and off on a page of its own, "
            "because whoever switches it on must have received a code."
        ),
        fields=["staff_code", "staff_roles", "exempt_accounts"],
    )
    directives.omitted("staff_code")
    staff_code = schema.Bool(
        title=_("Staff log in with an authentication code"),
        default=False,
        required=False,
    )
    directives.widget("staff_roles", CheckBoxFieldWidget)
    staff_roles = schema.Tuple(
        title=_("Roles that log in with an authentication code"),
        description=_(
            "Without any: every role that may see applications or manage the site."
        ),
        value_type=schema.Choice(vocabulary="plone.app.vocabularies.Roles"),
        required=False,
        default=(),
    )
    exempt_accounts = schema.Tuple(
        title=_("Service accounts that log in with a password alone (one per line)"),
        description=_(
            "User IDs of programs that cannot receive mail. Give each of them a long "
            "random password and no more rights than it needs."
        ),
        value_type=schema.TextLine(),
        required=False,
        default=(),
    )

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
        title=_("Shortest password (characters)"), default=12, min=8
    )
    password_max = schema.Int(
        title=_("Longest password (characters)"), default=20, min=12
    )
    password_words = schema.Tuple(
        title=_("Words of the library that a password must not be made of"),
        value_type=schema.TextLine(),
        required=False,
        default=("ndl", "kokkai", "toshokan", "library", "national", "diet"),
    )
    argon2_time = schema.Int(title=_("Argon2id: passes"), default=3, min=1)
    argon2_memory = schema.Int(title=_("Argon2id: memory (KiB)"), default=65536, min=8)
    argon2_parallelism = schema.Int(title=_("Argon2id: lanes"), default=4, min=1)

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
            "contact",
        ],
    )
    registration_link_lifetime = schema.Int(
        title=_("Lifetime of a registration link (seconds)"), default=86400, min=600
    )
    confirm_lifetime = schema.Int(
        title=_("Time from the confirmation page to its submission (seconds)"),
        default=7200,
        min=600,
    )
    minimum_age = schema.Int(title=_("Minimum age (years)"), default=18, min=0)
    hide_taken = schema.Bool(
        title=_("Do not tell that an address is in use; mail its owner instead"),
        default=False,
        required=False,
    )
    robot_seconds = schema.Int(
        title=_(
            "Time in which only a program fills in a form (seconds; 0: programs "
            "are not looked for)"
        ),
        default=2,
        min=0,
    )
    mail_domain = schema.TextLine(
        title=_("Domain from which mails come, as told to patrons"),
        default="ndl.go.jp",
    )
    contact = schema.TextLine(
        title=_("Contact told to patrons (mail address, telephone or page)"),
        required=False,
        default="",
    )

    model.fieldset(
        "review",
        label=_("Review"),
        fields=[
            "review_days",
            "picture_bytes",
            "picture_pixels",
            "picture_side",
            "picture_days",
            "scanner",
            "scanner_timeout",
        ],
    )
    review_days = schema.Int(
        title=_("Days until an application is decided (business days)"),
        default=15,
        min=1,
    )
    picture_bytes = schema.Int(
        title=_("Largest picture of an identity document (bytes)"),
        default=10 * 1024 * 1024,
        min=1024,
    )
    picture_pixels = schema.Int(
        title=_("Largest picture of an identity document (pixels)"),
        default=50_000_000,
        min=10_000,
    )
    picture_side = schema.Int(
        title=_("Longest side to which pictures are reduced (pixels)"),
        default=2600,
        min=600,
    )
    picture_days = schema.Int(
        title=_("Pictures are erased so long after the decision (days)"),
        default=30,
        min=0,
    )
    scanner = schema.TextLine(
        title=_("Virus scanner: address of clamd (empty: pictures are not scanned)"),
        description=_("For example unix:///run/clamav/clamd.ctl"),
        constraint=is_scanner,
        required=False,
        default="",
    )
    scanner_timeout = schema.Int(
        title=_("Longest wait for an answer of the virus scanner (seconds)"),
        default=10,
        min=1,
    )

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
            "limit_registration_mails",
            "limit_recipient_mails",
            "limit_forgotten_mails",
            "limit_address_searches",
            "limit_submits",
            "limits_storage",
            "limits_exempt",
        ],
    )
    limit_passwords = schema.TextLine(
        title=_("Passwords at login (from one network address)"),
        default="30 per 15 minutes",
        constraint=is_rate,
    )
    limit_codes = schema.TextLine(
        title=_(
            "Codes and email addresses entered at login (from one network address)"
        ),
        default="50 per 15 minutes",
        constraint=is_rate,
    )
    limit_code_mails = schema.TextLine(
        title=_("Authentication codes sent (for one network address)"),
        default="30 per 15 minutes",
        constraint=is_rate,
    )
    limit_registration_mails = schema.TextLine(
        title=_("Mails to begin a registration (from one network address)"),
        default="20 per hour",
        constraint=is_rate,
    )
    limit_recipient_mails = schema.TextLine(
        title=_("Mails to begin a registration (to one email address)"),
        default="5 per hour",
        constraint=is_rate,
    )
    limit_forgotten_mails = schema.TextLine(
        title=_("Forgotten passwords and user IDs (from one network address)"),
        default="20 per hour",
        constraint=is_rate,
    )
    limit_address_searches = schema.TextLine(
        title=_("Address searches (from one network address)"),
        default="60 per 5 minutes",
        constraint=is_rate,
    )
    limit_submits = schema.TextLine(
        title=_("Registrations and applications sent (from one network address)"),
        default="20 per hour",
        constraint=is_rate,
    )
    limits_storage = schema.TextLine(
        title=_("Where these limits are counted (memory:// or redis://host:port)"),
        description=_(
            "Memory serves a single Zope process. Several processes need a common "
            "Redis server."
        ),
        default="memory://",
        constraint=is_storage,
    )
    limits_exempt = schema.Tuple(
        title=_("Networks without these limits (for example 192.0.2.0/24)"),
        description=_(
            "For networks of your own in which many people share one address. The "
            "limits of each account hold there as well."
        ),
        value_type=schema.TextLine(constraint=is_network),
        required=False,
        default=(),
    )

    model.fieldset(
        "operation",
        label=_("Operation"),
        description=_("What the page on the health of the registration reports."),
        fields=["mail_wait", "key_days"],
    )
    mail_wait = schema.Int(
        title=_("Waiting time of a mail that is reported (minutes)"), default=15, min=5
    )
    key_days = schema.Int(
        title=_("Age of the keys of links in mails that is reported (days)"),
        default=180,
        min=1,
    )
