"""Words for what zope.schema itself refuses."""

from ndl.registration import _
from ndl.registration.browser.forms import PortalForm
from z3c.form.error import ErrorViewMessage
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import TooLong


RequiredMessage = ErrorViewMessage(
    _("This field is required."), error=RequiredMissing, form=PortalForm
)
TooLongMessage = ErrorViewMessage(
    _("This is too long."), error=TooLong, form=PortalForm
)
