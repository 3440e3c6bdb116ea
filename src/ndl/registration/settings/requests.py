"""Requests of patrons: limits, mails, retention, and the library's own system."""

from ndl.registration import _
from ndl.registration.settings.addresses import is_optional_safe_address
from ndl.registration.settings.constraints import is_agency
from ndl.registration.settings.constraints import is_handed_service
from ndl.registration.settings.texts import LONGEST_LINE
from ndl.registration.settings.texts import MOST_LINES
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema


class IRequestSettings(model.Schema):
    """Requests of patrons: limits, mails and retention."""

    model.fieldset(
        "requests",
        label=_("Requests"),
        description=_(
            "Which services take requests, and what they ask, stands in the control "
            "panel of the services."
        ),
        fields=[
            "open_requests",
            "visit_days",
            "request_mail_states",
            "request_days",
            "request_backend",
            "request_wait",
        ],
    )
    open_requests = schema.Int(
        title=_("Open requests that a patron can have (default: 30)"),
        default=30,
        min=1,
        max=1000,
    )
    visit_days = schema.Int(
        title=_("How far ahead a visit can be reserved (days, default: 60)"),
        default=60,
        min=1,
        max=730,
    )
    directives.widget("request_mail_states", CheckBoxFieldWidget)
    request_mail_states = schema.Tuple(
        title=_("States of which patrons are told by email"),
        description=_(
            "Default: requested, ready, shipped, refused. Of each state that the staff "
            "choose there is a notice in the portal."
        ),
        value_type=schema.Choice(vocabulary="ndl.registration.RequestStates"),
        max_length=MOST_LINES,
        required=False,
        default=("requested", "ready", "shipped", "refused"),
    )
    request_days = schema.Int(
        title=_("How long closed requests are kept (days, default: 730; 0 for ever)"),
        description=_(
            "After that the command archive-requests erases what was asked for, and "
            "keeps number, service, state and days with the patron."
        ),
        default=730,
        min=0,
        max=36500,
    )
    request_backend = schema.Choice(
        title=_("The library's own system, to which requests are handed over"),
        vocabulary="ndl.registration.RequestBackends",
        default="embedded",
    )
    request_wait = schema.Int(
        title=_("How long a request may wait to be handed over (minutes, default: 60)"),
        description=_("Then the page of health reports it."),
        default=60,
        min=5,
        max=10080,
    )


class IIso18626Settings(model.Schema):
    """The connection to a library system that supports ISO 18626."""

    model.fieldset(
        "iso18626",
        label=_("Library system (ISO 18626)"),
        description=_(
            "The system to which requests are handed over, if the settings of requests "
            "name it. Secrets are no settings: they stand in the environment of Zope, "
            "as NDL_REGISTRATION_ISO18626_SECRET and NDL_REGISTRATION_ISO18626_KEY."
        ),
        fields=[
            "iso18626_url",
            "iso18626_scheme",
            "iso18626_portal",
            "iso18626_system",
            "iso18626_account",
            "iso18626_services",
            "iso18626_names",
            "iso18626_seconds",
            "iso18626_kilobytes",
        ],
    )
    iso18626_url = schema.TextLine(
        title=_("Address of the system"),
        description=_("With https; without it only on this machine."),
        constraint=is_optional_safe_address,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    iso18626_scheme = schema.TextLine(
        title=_("Kind of the codes of agencies"),
        constraint=is_agency,
        default="ISIL",
        max_length=LONGEST_LINE,
    )
    iso18626_portal = schema.TextLine(
        title=_("Code of the portal, as the requesting agency"),
        constraint=is_agency,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    iso18626_system = schema.TextLine(
        title=_("Code of the system, as the supplying agency"),
        constraint=is_agency,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    iso18626_account = schema.TextLine(
        title=_("Account of the portal at the system"),
        constraint=is_agency,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    iso18626_services = schema.Tuple(
        title=_("Services that are handed over, and what they are"),
        description=_(
            "On each line the name of a service and Copy, Loan or CopyOrLoan. The "
            "others stay in the portal."
        ),
        value_type=schema.TextLine(
            constraint=is_handed_service, max_length=LONGEST_LINE
        ),
        max_length=MOST_LINES,
        required=False,
        default=(
            "remote-photoduplication Copy",
            "reservation Loan",
            "interfacility Loan",
            "closed-stacks Loan",
        ),
    )
    iso18626_names = schema.Bool(
        title=_("Send names, and addresses for copies by post, to the system"),
        description=_("Otherwise it receives the user ID only."),
        default=False,
        required=False,
    )
    iso18626_seconds = schema.Int(
        title=_("How long the portal waits for an answer (seconds)"),
        description=_("Default: 20 seconds"),
        default=20,
        min=1,
        max=60,
    )
    iso18626_kilobytes = schema.Int(
        title=_("Largest message of the system that is read (kilobytes)"),
        default=256,
        min=16,
        max=4096,
    )
