"""The base of the portal's forms over a schema."""

from collections.abc import Mapping
from functools import cached_property
from ndl.registration.browser.forms.fields import FieldRendering
from ndl.registration.browser.forms.fresh import FreshCodeMixin
from ndl.registration.browser.forms.problems import Fault
from ndl.registration.browser.forms.problems import fault_links
from ndl.registration.browser.forms.request import drop_strange_values
from ndl.registration.browser.forms.request import has_valid_token
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.forms.request import messages_of
from ndl.registration.browser.forms.request import note_refusal
from ndl.registration.browser.forms.request import PAGE_EXPIRED
from ndl.registration.browser.forms.request import RequestMixin
from ndl.registration.browser.interfaces import IPortalForm
from ndl.registration.declaration.missing import missing_in
from ndl.registration.declaration.validation import too_long
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from plone.autoform.form import AutoExtensibleForm
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import form
from z3c.form.button import ButtonActionHandler
from z3c.form.error import ComputedErrorViewMessage
from z3c.form.interfaces import ActionExecutionError
from z3c.form.interfaces import IButtonAction
from z3c.form.interfaces import IErrorViewSnippet
from z3c.form.interfaces import WidgetActionExecutionError
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import Invalid
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import TooLong


@implementer(IPortalForm)
class PortalForm(
    RequestMixin, FreshCodeMixin, FieldRendering, AutoExtensibleForm, form.Form
):
    """A form over a schema, filled from the request, not from the context.

    A button's handler gets `values` and calls one use case. It does not run without a
    valid token. A DomainError that it raises is shown beside the field that
    `error_fields` names for its code.
    """

    ignoreContext = True
    enable_unload_protection = False
    css_class = "ndl-registration"
    error_fields: Mapping[Code, str] = {}
    problems_box = ViewPageTemplateFile("problems.pt")
    objected: tuple[str, ...] = ()
    # Whether the error summary names the field of each message.
    names_faulty = False
    # Buttons that change nothing and thus need no fresh code.
    harmless_buttons: tuple[str, ...] = ("cancel",)

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.label

    @cached_property
    def is_forged(self) -> bool:
        """Whether the request has no valid token, as when the page has expired."""
        return not has_valid_token(self.request)

    def update(self) -> None:
        """Read the request and run the pressed button."""
        keep_private(self.request)
        if self.sends_away():
            return
        drop_strange_values(self.request)
        self.request.set("disable_border", True)
        super().update()

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs."""
        super().updateWidgets(prefix)
        self.prepare_fields()

    def render(self) -> str:
        """The page."""
        self.finish_attributes()
        return super().render()

    def objections(self) -> list[str]:
        """Messages that refuse the form as a whole."""
        return [PAGE_EXPIRED] if self.is_forged else []

    def problems(self, data: Mapping[str, Any]) -> dict[str, list[str]]:
        """Validation across several fields: messages by field."""
        return {}

    def extractData(
        self, setErrors: bool = True
    ) -> tuple[dict[str, Any], tuple[Any, ...]]:
        """The validated values and errors; a forged form always has an error."""
        data, errors = super().extractData(setErrors)
        for error in errors:
            error.message = self.word(error.message)
        self.objected = tuple(self.objections())
        errors = (*errors, *map(Invalid, self.objected))
        for name, messages in self.problems(data).items():
            errors = (*errors, self.add_field_error(name, messages))
        return data, errors

    def values(self) -> dict[str, Any] | None:
        """The validated values, or None if anything has to be corrected."""
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return None
        return data

    def add_field_error(self, name: str, messages: list[str]) -> IErrorViewSnippet:
        """Show messages beside a field."""
        widget = self.widgets[name]
        texts = (translate(self.word(one), context=self.request) for one in messages)
        snippet = getMultiAdapter(
            (Invalid(" ".join(texts)), self.request, widget, widget.field, self, None),
            IErrorViewSnippet,
        )
        snippet.update()
        widget.error = snippet
        return snippet

    def refuse(self, message: str, field: str = "") -> None:
        """Refuse the form from a button's handler, beside the field if given."""
        if field:
            raise WidgetActionExecutionError(field, Invalid(message))
        raise ActionExecutionError(Invalid(message))

    def refuse_for(self, error: DomainError) -> None:
        """Refuse the form with the messages of a use case's refusal."""
        note_refusal(self.request, error)
        texts = (translate(one, context=self.request) for one in messages_of(error))
        self.refuse(" ".join(texts), self.error_fields.get(error.code, ""))

    @property
    def faulty_links(self) -> list[dict[str, str]]:
        """Messages about fields, for the error summary."""
        faults = [
            Fault(widget.error.message, widget.field.title, widget.id)
            for widget in self.widgets.values()
            if widget.error
        ]
        return fault_links(faults, self.names_faulty)

    @property
    def general_messages(self) -> list[str]:
        """Messages about the form as a whole, for the error summary."""
        refused = [
            error.message
            for error in self.widgets.errors
            if getattr(error, "widget", None) is None and hasattr(error, "message")
        ]
        return [*refused, *self.objected]

    @property
    def has_problems(self) -> bool:
        """Whether anything was refused, for the title of the page."""
        return bool(self.faulty_links or self.general_messages)


@adapter(IPortalForm, Interface, Interface, IButtonAction)
class GuardedHandler(ButtonActionHandler):
    """Runs a button's handler if the token is valid, and shows its refusals."""

    def __call__(self) -> Any:
        """Run the handler, unless the token is invalid or the code too old."""
        if self.form.is_forged:
            self.form.refuse(PAGE_EXPIRED)
        is_harmless = self.action.field.__name__ in self.form.harmless_buttons
        if self.form.is_code_stale and not is_harmless:
            # Show the messages beside the fields, but change nothing.
            return self.form.extractData()
        try:
            return super().__call__()
        except DomainError as error:
            return self.form.refuse_for(error)


MissingMessage = ComputedErrorViewMessage(
    lambda view: missing_in(view.field), error=RequiredMissing, form=IPortalForm
)
TooLongMessage = ComputedErrorViewMessage(
    lambda view: too_long(view.field), error=TooLong, form=IPortalForm
)
