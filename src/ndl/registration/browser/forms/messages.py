"""Words for what zope.schema itself refuses."""

from ndl.registration.browser.interfaces import IPortalForm
from ndl.registration.declaration.missing import missing
from ndl.registration.declaration.validation import too_long
from z3c.form.error import ComputedErrorViewMessage
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import TooLong


MissingMessage = ComputedErrorViewMessage(
    lambda view: missing(view.field.__name__), error=RequiredMissing, form=IPortalForm
)
TooLongMessage = ComputedErrorViewMessage(
    lambda view: too_long(view.field), error=TooLong, form=IPortalForm
)
