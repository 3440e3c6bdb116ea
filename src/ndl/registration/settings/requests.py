"""Requests of patrons: how many, how far ahead, what is mailed, how long kept."""

from ndl.registration import _
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema


class IRequestSettings(model.Schema):
    """Requests of patrons: how many, how far ahead, what is mailed, how long kept."""

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
        title=_("States of which patrons are told by mail"),
        description=_(
            "Default: requested, ready, shipped, refused. Of each state that the staff "
            "choose there is a notice in the portal."
        ),
        value_type=schema.Choice(vocabulary="ndl.registration.RequestStates"),
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
