"""Control panels of the tables: kinds of documents, reasons, services, catalogues."""

from collections.abc import Mapping
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.forms.fresh import StaffFreshCode
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.interfaces import IPortalPage
from ndl.registration.controlpanels.tables import EDIT_PAGE
from ndl.registration.controlpanels.tables import row_faults
from ndl.registration.controlpanels.tables import TABLES
from ndl.registration.controlpanels.tables import title_faults
from ndl.registration.custom.rows import is_row_name
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from zExceptions import NotFound
from zope.interface import implementer
from zope.interface.interface import InterfaceClass
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


class RowForm(StaffFreshCode, PortalForm):
    """Form for the library's own values of a row."""

    ignoreContext = False

    def __init__(
        self, context: Any, request: HTTPRequest, page: str, name: str
    ) -> None:
        super().__init__(context, request)
        self.page = page
        self.row_name = name
        self.table, self.label = TABLES[page]

    @property
    def schema(self) -> InterfaceClass:
        """The fields of a row of this table."""
        return self.table.record

    @property
    def description(self) -> str:
        """Name of the row, and a hint on empty texts."""
        return _(
            "${name}. Texts that are left empty stay as they were shipped.",
            mapping={"name": self.row_name},
        )

    @property
    def action(self) -> str:
        """URL of this form."""
        site = self.context.absolute_url()
        return f"{site}/@@{EDIT_PAGE}/{self.table.name}/{self.row_name}"

    def getContent(self) -> dict[str, Any]:
        """The current values; a record is created only when they are saved."""
        return self.table.values_of(self.row_name)

    def problems(self, data: Mapping[str, Any]) -> dict[str, list[str]]:
        """Validation errors that concern the table as a whole."""
        faults = row_faults(self.table, data)
        faults |= title_faults(self.table, self.row_name, data)
        return {name: [fault] for name, fault in faults.items()}

    @button.buttonAndHandler(_("Save"), name="save")
    def save(self, action: Any) -> None:
        """Store the values, if they are valid."""
        data = self.values()
        if data is not None:
            self.table.change(self.row_name, data)
            self._done(_("The changes have been saved."))

    @button.buttonAndHandler(_("Cancel"), name="cancel")
    def cancel(self, action: Any) -> None:
        """Go back to the list."""
        self.request.response.redirect(self._list)

    @button.buttonAndHandler(
        _("Back to what was shipped"),
        name="reset",
        condition=lambda form: form.table.is_changed(form.row_name),
    )
    def reset(self, action: Any) -> None:
        """Restore the shipped values; a row added by the library is removed."""
        self.table.reset(self.row_name)
        self._done(_("The library's own values have been removed."))

    def updateActions(self) -> None:
        """Set the CSS classes of the buttons."""
        super().updateActions()
        for name, action in self.actions.items():
            look = "btn-primary" if name == "save" else "btn-secondary"
            action.addClass(f"btn {look}")

    def _done(self, message: str) -> None:
        self.flash(message)
        self.request.response.redirect(self._list)

    @property
    def _list(self) -> str:
        return f"{self.context.absolute_url()}/@@{self.page}"


@implementer(IPortalPage, IPublishTraverse)
class RowPage(FormWrapper):
    """The page around the form: `@@ndl-registration-row/TABLE/NAME`."""

    index = ViewPageTemplateFile("row.pt")

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self._path: list[str] = []

    def publishTraverse(self, request: HTTPRequest, name: str) -> "RowPage":
        """Read the table, then the row, from the URL."""
        if len(self._path) > 1:
            raise NotFound(name)
        self._path.append(name)
        return self

    def update(self) -> None:
        """Find the row before the form reads the request."""
        keep_private(self.request)
        self.form_instance = self._form
        super().update()

    @property
    def title(self) -> str:
        """Title of the table."""
        return self._form.label

    @property
    def list_url(self) -> str:
        """URL of the page with all rows."""
        return f"{self.context.absolute_url()}/@@{self._form.page}"

    @cached_property
    def _form(self) -> RowForm:
        pages = {table.name: page for page, (table, _title) in TABLES.items()}
        match self._path:
            case [table, name] if table in pages and is_row_name(name):
                return RowForm(self.context, self.request, pages[table], name)
        raise NotFound("/".join(self._path))
