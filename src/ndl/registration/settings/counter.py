"""Counter: initial passwords and their slips."""

from ndl.registration import _
from plone.supermodel import model
from zope import schema


class ICounterSettings(model.Schema):
    """Counter: initial passwords and their slips."""

    model.fieldset(
        "counter",
        label=_("Counter"),
        fields=["initial_password_days", "slip_font"],
    )
    initial_password_days = schema.Int(
        title=_("How long an initial password can be used (days)"),
        default=14,
        min=1,
    )
    slip_font = schema.TextLine(
        title=_("Font of the slips (a TrueType file on the server)"),
        description=_(
            "It is embedded in the PDF and must have Japanese characters. Empty: the "
            "Japanese font of the PDF reader."
        ),
        required=False,
        default="",
    )
