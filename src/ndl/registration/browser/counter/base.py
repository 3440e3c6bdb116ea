"""Base of the forms of the counter."""

from ndl.registration import _
from ndl.registration.browser.counter.at_counter import AtCounter
from ndl.registration.browser.counter.words import StaffWords
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.forms.widgets import birth_date_widget
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import Rows
from ndl.registration.errors import Code
from ndl.registration.web.fresh import current_needs_code
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form.action import Action
from z3c.form.field import Fields


class ActForm(StaffWords, AtCounter, PortalForm):
    """An action for the patron, with one button.

    `verb` is the label of the button, `lead` and `explanations` are shown above the
    fields, `done` is the message afterwards.
    """

    template = ViewPageTemplateFile("act.pt")
    error_fields = {
        Code.PERHAPS_REGISTERED: "is_other",
        Code.KIND_MISSING: "document",
        Code.EMAIL_INVALID: "email",
        Code.EMAIL_NOT_ASCII: "email",
        Code.EMAIL_SAME: "email",
        Code.EMAIL_TAKEN: "email",
        Code.CARD_INVALID: "card",
        Code.CARD_TAKEN: "card",
    }
    is_sensitive = True
    is_final = False
    verb = ""
    done = ""
    lead = ""
    explanations: tuple[str, ...] = ()

    @property
    def needs_fresh_code(self) -> bool:
        """Whether the officer must have entered a code recently."""
        return self.is_sensitive and current_needs_code()

    def update(self) -> None:
        """Handle the form, unless the patron is unknown."""
        self.hide_columns()
        if not self.is_lost:
            super().update()

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Preselect no kind of document and no reason."""
        super().updateWidgets(prefix)
        for name in {"document", "reason"} & set(self.widgets):
            self.widgets[name].prompt = True
            self.widgets[name].promptMessage = _("Please choose")
        for widget in self.widgets.values():
            # The browser would fill in the officer's own data.
            widget.attributes["autocomplete"] = "off"

    def finish_attributes(self) -> None:
        """Focus the first faulty or first input, also for barcode readers."""
        super().finish_attributes()
        asked = list(self.widgets.values())
        for widget in [*(one for one in asked if one.error), *asked][:1]:
            widget.attributes["autofocus"] = "autofocus"

    @property
    def rows(self) -> Rows:
        """The patron's data, to compare with the document."""
        return name_rows(self.patron)

    @button.buttonAndHandler(_("Confirm"), name="act")
    def confirm(self, action: Action) -> None:
        """Perform the action, or show the errors."""
        data = self.values()
        if data is not None:
            self.act(data)
            self.leave(self.done, self.next_url)

    def act(self, data: dict[str, Any]) -> None:
        """Call the use case."""
        raise NotImplementedError

    @property
    def next_url(self) -> str:
        """URL to go to afterwards."""
        return self.patron_url


def ask_birth_date(fields: Fields) -> None:
    """Ask for the date of birth as free text."""
    fields["birth_date"].widgetFactory = birth_date_widget
