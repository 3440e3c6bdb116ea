"""Pages on which patrons change their data, with immediate effect (R3)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.account.change_data import change_data
from ndl.registration.account.change_data import LANGUAGE
from ndl.registration.account.change_data import mark_of
from ndl.registration.account.change_data import PHONE
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.forms.live import Check
from ndl.registration.browser.forms.live import form_checks
from ndl.registration.browser.forms.request import WIDGETS
from ndl.registration.browser.forms.unsent import UnsentMixin
from ndl.registration.browser.person import PatronMixin
from ndl.registration.browser.register.inputs import OnFile
from ndl.registration.config import PERMISSION_MY_ACCOUNT
from ndl.registration.declaration.declaration import declared_by
from ndl.registration.declaration.validation import find_problems
from ndl.registration.declaration.variant import Problems
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form.action import Action
from z3c.form.field import Fields


class ChangeForm(UnsentMixin, OnFile, PatronMixin, PortalForm):
    """A form that begins with the patron's data on file.

    `asked` are the fields of the form, `changes` the fields of the person that it
    changes: it becomes stale if one of these is changed elsewhere.
    """

    template = ViewPageTemplateFile("change.pt")
    permission = PERMISSION_MY_ACCOUNT
    unsent_fields = (WIDGETS, "lives_in")
    ignoreContext = False
    changes: frozenset[str]
    asked: tuple[str, ...]
    needs_fresh_code = True

    def getContent(self) -> dict[str, Any]:
        """Initial values of the form."""
        return self.declared.to_form()

    @property
    def seen(self) -> str:
        """Token of the data as shown, posted back with the form."""
        return mark_of(self.patron, self.changes)

    def updateFields(self) -> None:
        """Select the fields in `asked`."""
        super().updateFields()
        self.fields: Fields = self.fields.select(*self.asked)

    def problems(self, data: Mapping[str, Any]) -> Problems:
        """Validation errors across several fields."""
        country = {"country": self.patron.residence.country}
        return find_problems({**country, **data}, self.variant, self.patron.email)

    @button.buttonAndHandler(_("Save the change"), name="save")
    def save(self, action: Action) -> None:
        """Change the data, or show the errors beside the typed values."""
        data = self.values()
        if data is not None:
            self.change(data)

    def change(self, data: Mapping[str, Any]) -> None:
        """Change the data if they differ, and redirect to My Account."""
        patron = self.patron
        person = declared_by(patron.person, data, self.variant)
        seen = self.text_of("seen")
        if change_data(patron, person, seen, self.changes):
            self.flash(_("Your information has been changed."))
        else:
            self.flash(_("You have changed nothing."))
        url = f"{self.context.absolute_url()}/my-account"
        self.request.response.redirect(url)


class ChangePhone(ChangeForm):
    """The page `change-phone`; authentication codes may be called to this number."""

    label = _("Change telephone number")
    changes = PHONE
    asked = ("phone", "phone_is_fax", "no_phone")

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Mark the number as required: having none must be stated by the box."""
        super().updateWidgets(prefix)
        self.widgets["phone"].required = True

    def checks(self) -> dict[str, list[Check]]:
        """Live checks of the page's script, by field."""
        return form_checks(self.variant)


class ChangeLanguage(ChangeForm):
    """The page `change-language`: the language of mails, and the title."""

    label = _("Change language and title")
    changes = LANGUAGE
    asked = ("language", "title")
    needs_fresh_code = False

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Offer "None" as a title."""
        super().updateWidgets(prefix)
        self.widgets["title"].noValueMessage = _("None")
