"""What all forms of the portal share."""

from ndl.registration import _
from ndl.registration.errors import DomainError
from ndl.registration.limits.errors import TooManyRequests
from ndl.registration.settings.constraints import is_text
from ndl.registration.text import LONGEST
from ndl.registration.text import SEALED_LENGTH
from ndl.registration.text import within
from ndl.registration.web.origin import is_posted_with_token
from ndl.registration.web.origin import is_sent_from_elsewhere
from plone.autoform.form import AutoExtensibleForm
from plone.protect.interfaces import IDisableCSRFProtection
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from z3c.form import form
from z3c.form.interfaces import ActionExecutionError
from z3c.form.interfaces import WidgetActionExecutionError
from zope.interface import alsoProvides
from zope.interface import Invalid
from ZPublisher.HTTPRequest import FileUpload
from ZPublisher.HTTPRequest import HTTPRequest


PAGE_TOO_OLD = _("This page was open too long or was not ours. Please try again.")


def has_valid_token(request: HTTPRequest) -> bool:
    """Whether the request was sent by a form of this portal.

    A forged write would otherwise be rolled back behind an answer that
    already claims success. The token of a page that nobody is logged in to is
    everybody's: a page of another site could log a browser in as somebody.
    """
    if is_sent_from_elsewhere(request) or not is_posted_with_token(request):
        return False
    alsoProvides(request, IDisableCSRFProtection)
    return True


def keep_private(request: HTTPRequest) -> None:
    """Forbid everyone on the way to store the answer."""
    request.response.setHeader("Cache-Control", "no-store, private")


def text_of(request: HTTPRequest, name: str, longest: int = LONGEST) -> str:
    """The posted text of a field; anything but one text counts as empty.

    So does a text that is longer than what such a field may hold.
    """
    value = request.form.get(name, "")
    return within(value, longest) if is_text(value) else ""


def sealed_of(request: HTTPRequest, name: str) -> str:
    """A posted token or sealed form."""
    return text_of(request, name, SEALED_LENGTH)


def drop_strange_values(request: HTTPRequest) -> None:
    """Leave of the posted fields what forms of ours can send.

    Zope makes whatever the sender wishes of a field called "name:json" or
    "name.key:record"; widgets break on it.
    """
    for name, value in list(request.form.items()):
        values = value if isinstance(value, list | tuple) else [value]
        if not all(isinstance(one, str | FileUpload) for one in values):
            del request.form[name]


def flash(request: HTTPRequest, message: str, kind: str = "info") -> None:
    """Show a message on the next page."""
    IStatusMessage(request).addStatusMessage(message, type=kind)


def ask_to_wait(request: HTTPRequest, seconds: int) -> None:
    """Let the answer be one to too many requests, if there are seconds to wait."""
    if seconds:
        request.response.setStatus(429, "Too Many Requests")
        request.response.setHeader("Retry-After", str(seconds))


def note_refusal(request: HTTPRequest, error: DomainError) -> None:
    """Let the status tell of a limit that was reached."""
    if isinstance(error, TooManyRequests):
        ask_to_wait(request, error.seconds)


class PortalForm(AutoExtensibleForm, form.Form):
    """A form over a schema, read from the request and never from a context."""

    ignoreContext = True
    enable_unload_protection = False
    css_class = "ndl-registration"

    def update(self) -> None:
        """Read the request, run the button that was pressed."""
        keep_private(self.request)
        drop_strange_values(self.request)
        self.request.set("disable_border", True)
        super().update()

    def extractData(self, setErrors: bool = True) -> tuple[dict[str, Any], tuple]:
        """The validated values and errors; a forged form always has an error."""
        data, errors = super().extractData(setErrors)
        if not has_valid_token(self.request):
            self.formErrorsMessage = PAGE_TOO_OLD
            errors = (*errors, Invalid(PAGE_TOO_OLD))
        return data, errors

    def refuse(self, message: str, field: str | None = None) -> None:
        """Show why the form was not accepted, beside the field it is about."""
        if field is None:
            raise ActionExecutionError(Invalid(message))
        raise WidgetActionExecutionError(field, Invalid(message))

    def refuse_for(self, error: DomainError) -> None:
        """Show why a use case refused what was entered."""
        note_refusal(self.request, error)
        self.refuse(error.message)
