"""Operation: what the health page looks at."""

from ndl.registration import _
from plone.supermodel import model
from zope import schema


class IOperationSettings(model.Schema):
    """Operation: what the health page looks at."""

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
