"""Rendering of the fields of a form: labels, hints, messages, live checks."""

from ndl.registration import _
from ndl.registration.browser.forms.live import Check
from ndl.registration.browser.forms.live import field_checks
from ndl.registration.browser.forms.live import to_json
from ndl.registration.browser.forms.widgets import ATTRIBUTES
from ndl.registration.settings import settings
from plone.registry.recordsproxy import RecordsProxy
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form.interfaces import IWidget
from zope.i18n import translate
from ZPublisher.HTTPRequest import HTTPRequest


PASSWORDS = ("password", "password_again")


class FieldRendering:
    """A z3c.form form whose template positions the fields."""

    request: HTTPRequest
    widgets: Any
    field_template = ViewPageTemplateFile("field.pt")
    strength_template = ViewPageTemplateFile("strength.pt")
    strength_target = "form-widgets-password"

    def field(self, name: str) -> str:
        """A field with its label, hint and message."""
        return self.field_template(widget=self.widgets[name], offer=self.offer(name))

    def offer(self, name: str) -> str:
        """A suggested value for a field, shown as a button below it."""
        return ""

    def strength(self) -> str:
        """The meter of a new password."""
        return self.strength_template(target=self.strength_target)

    def word(self, message: str) -> str:
        """A message about an entry, worded for the users of the form."""
        return message

    def checks(self) -> dict[str, list[Check]]:
        """Live checks of the page's script beyond those of the schema, by field."""
        return {}

    def hide_password(self, widget: IWidget) -> None:
        """Never send a password back; add a button that shows the typed one."""
        widget.value = ""
        eye = translate(_("Show password"), context=self.request)
        widget.attributes["data-eye"] = eye

    def prepare_fields(self) -> None:
        """Set the attributes that browsers and the page's script need."""
        across = self.checks()
        for name, widget in self.widgets.items():
            if name in PASSWORDS:
                self.hide_password(widget)
            widget.attributes.update(ATTRIBUTES.get(name, {}))
            checks = [
                {**one, "message": self.word(one["message"])}
                for one in (*field_checks(widget), *across.get(name, []))
            ]
            if checks:
                widget.attributes["data-checks"] = to_json(checks, self.request)

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

    @property
    def settings(self) -> RecordsProxy:
        """The settings with the figures in the texts."""
        return settings()
