"""Fields that a site has added to applications, by a behaviour or a schema."""

from ndl.registration.review.interfaces import IRegistrationApplication
from plone.dexterity.browser.view import DefaultView
from typing import Any
from typing import NamedTuple
from ZPublisher.HTTPRequest import HTTPRequest


class AddedField(NamedTuple):
    """A field with its value, drawn as Plone draws it."""

    title: str
    value: str


class AddedFields(DefaultView):
    """Renders the fields that the site has added, if the user may read them."""

    fields: Any

    def updateFieldsFromSchemata(self) -> None:
        """Omit the add-on's own fields, which the page shows elsewhere."""
        super().updateFieldsFromSchemata()
        self.fields = self.fields.omit(*IRegistrationApplication)

    def fields_shown(self) -> list[AddedField]:
        """The fields in their order; those without a value are left out."""
        self.update()
        widgets = list(self.widgets.values())
        for group in self.groups:
            widgets += group.widgets.values()
        return [
            AddedField(widget.label, widget.render())
            for widget in widgets
            if widget.value not in (None, "", (), [])
        ]


def added_fields(context: object, request: HTTPRequest) -> list[AddedField]:
    """Values of the fields that the site has added to this application."""
    return AddedFields(context, request).fields_shown()
