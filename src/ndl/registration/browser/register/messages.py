"""Words for what zope.schema itself refuses."""

from ndl.registration import _
from ndl.registration.browser.forms import PortalForm
from ndl.registration.declaration.constraints import REQUIRED
from z3c.form.error import ErrorViewMessage
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import TooLong


TOO_LONG = _("This is too long.")
RequiredMessage = ErrorViewMessage(REQUIRED, error=RequiredMissing, form=PortalForm)
TooLongMessage = ErrorViewMessage(TOO_LONG, error=TooLong, form=PortalForm)
