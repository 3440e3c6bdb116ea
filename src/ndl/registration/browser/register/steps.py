"""What the steps of a registration share."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import PortalForm
from ndl.registration.browser.forms import sealed_of
from ndl.registration.browser.page import IPortalPage
from ndl.registration.browser.register.live import Check
from ndl.registration.browser.register.live import field_checks
from ndl.registration.browser.register.live import to_json
from ndl.registration.browser.register.widgets import ATTRIBUTES
from ndl.registration.errors import DomainError
from ndl.registration.patrons.errors import EmailTaken
from ndl.registration.registration.confirmation import open_link
from ndl.registration.registration.confirmation import StartedRegistration
from ndl.registration.registration.errors import FormExpired
from ndl.registration.registration.errors import FormForeign
from ndl.registration.registration.errors import FormMissing
from ndl.registration.sealed import LinkExpired
from ndl.registration.sealed import LinkInvalid
from ndl.registration.settings import settings
from ndl.registration.web.links import HANDLE
from ndl.registration.web.links import keep_link
from ndl.registration.web.links import link_handle
from ndl.registration.web.links import link_token
from ndl.registration.web.links import require_link
from plone.registry.recordsproxy import RecordsProxy
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from z3c.form.interfaces import IErrorViewSnippet
from z3c.form.interfaces import IWidget
from zope.component import getMultiAdapter
from zope.component.hooks import getSite
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Invalid
from ZPublisher.HTTPRequest import HTTPRequest


_WAYS_OUT = (
    (EmailTaken, "login"),
    ((LinkExpired, LinkInvalid), "start"),
    ((FormExpired, FormForeign, FormMissing), "again"),
)
PASSWORDS = ("password", "password_again")


@implementer(IPortalPage)
class StepForm(PortalForm):
    """A form whose fields a template lays out one by one."""

    is_forged = False
    objected: tuple[str, ...] = ()
    field_template = ViewPageTemplateFile("field.pt")
    strength_template = ViewPageTemplateFile("strength.pt")
    strength_target = "form-widgets-password"
    problems_box = ViewPageTemplateFile("problems.pt")

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.label

    def field(self, name: str) -> str:
        """A field with its label, hint and message."""
        return self.field_template(widget=self.widgets[name], offer=self.offer(name))

    def offer(self, name: str) -> str:
        """What may be meant by what stands in a field; to be taken by a button."""
        return ""

    def objections(self) -> list[str]:
        """What is wrong with the form as a whole."""
        return [PAGE_TOO_OLD] if self.is_forged else []

    def problems(self, data: Mapping[str, Any]) -> dict[str, list[str]]:
        """What is wrong between the fields, by field."""
        return {}

    def extractData(self, setErrors: bool = True) -> tuple[dict[str, Any], tuple]:
        """The values and errors, those between fields bound to one of them."""
        data, errors = super().extractData(setErrors)
        self.is_forged = not has_valid_token(self.request)
        self.objected = tuple(self.objections())
        errors = (*errors, *map(Invalid, self.objected))
        for name, messages in self.problems(data).items():
            errors = (*errors, self.blame(name, messages))
        return data, errors

    def blame(self, name: str, messages: list[str]) -> IErrorViewSnippet:
        """Show messages beside a field."""
        widget = self.widgets[name]
        text = " ".join(translate(one, context=self.request) for one in messages)
        snippet = getMultiAdapter(
            (Invalid(text), self.request, widget, widget.field, self, None),
            IErrorViewSnippet,
        )
        snippet.update()
        widget.error = snippet
        return snippet

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs; a password is never sent back."""
        super().updateWidgets(prefix)
        for name, widget in self.widgets.items():
            if name in PASSWORDS:
                self.hide_password(widget)
            widget.attributes.update(ATTRIBUTES.get(name, {}))
        self._tell_checks()

    def hide_password(self, widget: IWidget) -> None:
        """Send nothing back; the reader may look at what is typed."""
        widget.value = ""
        eye = translate(_("Show password"), context=self.request)
        widget.attributes["data-eye"] = eye

    def strength(self) -> str:
        """The meter of a new password."""
        return self.strength_template(target=self.strength_target)

    def checks(self) -> dict[str, list[Check]]:
        """What the page's script may check between fields, by field."""
        return {}

    def _tell_checks(self) -> None:
        between = self.checks()
        for name, widget in self.widgets.items():
            told = [*field_checks(widget), *between.get(name, [])]
            if told:
                widget.attributes["data-checks"] = to_json(told, self.request)

    def finish_attributes(self) -> None:
        """Tie messages and hints to their inputs for screen readers."""
        for widget in self.widgets.values():
            described = [f"{widget.id}-hint"] if widget.field.description else []
            if widget.error:
                described.append(f"{widget.id}-error")
                widget.attributes["aria-invalid"] = "true"
                classes = widget.attributes.get("class", "")
                widget.attributes["class"] = f"{classes} is-invalid".strip()
            if described:
                widget.attributes["aria-describedby"] = " ".join(described)

    def render(self) -> str:
        """The page."""
        self.finish_attributes()
        return super().render()

    @property
    def faulty_links(self) -> list[dict[str, str]]:
        """The fields with a message, for the summary above the form."""
        return [
            {"message": widget.error.message, "target": widget.id}
            for widget in self.widgets.values()
            if widget.error
        ]

    @property
    def has_problems(self) -> bool:
        """Whether anything was refused, for the title of the page."""
        return bool(self.faulty_links or self.general_messages)

    @property
    def general_messages(self) -> list[str]:
        """What was refused about the form as a whole."""
        refused = [
            error.message
            for error in self.widgets.errors
            if getattr(error, "widget", None) is None and hasattr(error, "message")
        ]
        return [*refused, *self.objected]

    @property
    def settings(self) -> RecordsProxy:
        """The figures that the texts name."""
        return settings()


class LinkedStep:
    """A step that needs the link of the mail, carried in a hidden field."""

    refused_template = ViewPageTemplateFile("refused.pt")
    refusal: DomainError | None = None
    started: StartedRegistration
    request: HTTPRequest
    start_page: str | None = "register-user"

    @property
    def token(self) -> str:
        """The token of the link."""
        return link_token(self.request)

    @property
    def carried(self) -> dict[str, str]:
        """What the address of a step needs."""
        return {HANDLE: link_handle(self.token)}

    @property
    def way_out(self) -> str:
        """Where a refusal leads: "login", "back", "again" or "start"."""
        for kind, way in _WAYS_OUT:
            if isinstance(self.refusal, kind):
                return way
        return "back" if sealed_of(self.request, "state") else "start"

    def go_to(self, page: str) -> str:
        """Go on to another page of the same link."""
        self.request.response.redirect(self.link_to(page), status=303)
        return ""

    def link_to(self, page: str) -> str:
        """The address of another page of the same link."""
        return f"{getSite().absolute_url()}/{page}?{urlencode(self.carried)}"

    def open(self) -> bool:
        """Whether the link can be used; otherwise `refusal` says why not."""
        try:
            require_link(self.request)
            self.started = open_link(self.token)
        except DomainError as error:
            self.refusal = error
            return False
        keep_link(self.request)
        return True
