"""Base of the pages on which patrons change their data."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.account.change_data import change_data
from ndl.registration.account.change_data import declared_by
from ndl.registration.account.change_data import mark_of
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.forms.request import flash
from ndl.registration.browser.forms.request import text_of
from ndl.registration.browser.register.inputs import OnFile
from ndl.registration.declaration.problems import find_problems
from ndl.registration.declaration.variant import Problems
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form.action import Action
from z3c.form.field import Fields


class ChangeForm(OnFile, PortalForm):
    """A form that begins with what is known of the patron.

    `changes` are the fields of the person it is about: it becomes stale when one of
    them is changed elsewhere. `asked` are the fields of the form.
    """

    template = ViewPageTemplateFile("change.pt")
    ignoreContext = False
    changes: frozenset[str]
    asked: tuple[str, ...]
    needs_fresh_code = True

    @property
    def patron(self) -> Patron:  # type: ignore[override]
        """The patron who is logged in."""
        return get_directory()[api.user.get_current().getId()]

    def getContent(self) -> dict[str, Any]:
        """Initial values of the form."""
        return self.declared.to_form()

    @property
    def seen(self) -> str:
        """The mark of the data as they are shown; the form sends it back."""
        return mark_of(self.patron, self.changes)

    def updateFields(self) -> None:
        """Leave what the page is about."""
        super().updateFields()
        self.fields: Fields = self.fields.select(*self.asked)

    def problems(self, data: Mapping[str, Any]) -> Problems:
        """Validation errors across several fields."""
        country = {"country": self.patron.residence.country}
        return find_problems({**country, **data}, self.variant, self.patron.email)

    @button.buttonAndHandler(_("Save the change"), name="save")
    def save(self, action: Action) -> None:
        """Change the data, or show the errors beside the typed values."""
        data, errors = self.extractData()
        if not errors:
            self.change(data)

    def change(self, data: Mapping[str, Any]) -> None:
        """Change what was entered, and go back to My Account."""
        patron = self.patron
        person = declared_by(patron, data, self.variant)
        seen = text_of(self.request, "seen")
        if change_data(patron, person, seen, self.changes):
            flash(self.request, _("Your information has been changed."))
        else:
            flash(self.request, _("You have changed nothing."))
        url = f"{self.context.absolute_url()}/my-account"
        self.request.response.redirect(url)
