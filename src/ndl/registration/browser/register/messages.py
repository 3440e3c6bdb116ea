"""Words for what zope.schema itself refuses."""

from ndl.registration import _
from ndl.registration.browser.forms import PortalForm
from ndl.registration.declaration.missing import missing
from typing import Any
from z3c.form.error import ComputedErrorViewMessage
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import TooLong


def too_long(field: Any) -> str:
    """What is said of a text that is longer than the field."""
    return _(
        "${field}: use at most ${max} characters.",
        mapping={"field": field.title, "max": field.max_length},
    )


MissingMessage = ComputedErrorViewMessage(
    lambda view: missing(view.field.__name__), error=RequiredMissing, form=PortalForm
)
TooLongMessage = ComputedErrorViewMessage(
    lambda view: too_long(view.field), error=TooLong, form=PortalForm
)
