"""The page `change-information`: name and address of simple patrons (R3, R209)."""

from collections.abc import Mapping
from functools import cached_property
from ndl.registration import _
from ndl.registration.account.change_data import DocumentNeeded
from ndl.registration.account.change_data import refuse_identity
from ndl.registration.browser.account.change import ChangeForm
from ndl.registration.browser.forms.live import Check
from ndl.registration.browser.forms.live import form_checks
from ndl.registration.browser.register.one_page import OnePage
from ndl.registration.declaration.extra import PersonFields
from ndl.registration.declaration.validation import invariant_problems
from ndl.registration.declaration.variant import Problems
from ndl.registration.declaration.variant import Variant
from ndl.registration.errors import DomainError
from ndl.registration.patrons.person import IDENTITY
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


APPLY = "apply-change"
_APPLICATION = "application"


class ChangeIdentity(OnePage, ChangeForm):
    """A form for the present residence; a move between countries has its own form."""

    label = _("Change name and address")
    template = ViewPageTemplateFile("change_identity.pt")
    buttons = ChangeForm.buttons + OnePage.buttons
    handlers = ChangeForm.handlers + OnePage.handlers
    changes = IDENTITY

    @cached_property
    def refusal(self) -> DomainError | None:
        """The reason why nothing can be changed here; None if changes are possible."""
        try:
            refuse_identity(self.patron)
        except DomainError as error:
            return error
        return None

    def update(self) -> None:
        """Build the form unless refused; redirect patrons who must apply."""
        if isinstance(self.refusal, DocumentNeeded) and not self.is_posted:
            self.request.response.redirect(f"{self.context.absolute_url()}/{APPLY}")
        if self.refusal is None:
            super().update()

    def render(self) -> str:
        """The form, or the reason why it is refused."""
        return self.template() if self.refusal else super().render()

    @property
    def usual_variant(self) -> Variant:
        """The form variant of the present address."""
        return self.declared.variant

    @property
    def is_move(self) -> bool:
        """Whether the form is not that of the present address."""
        return self.variant is not self.declared.variant

    @property
    def asked(self) -> tuple[str, ...]:  # type: ignore[override]
        """Names of the fields of the variant."""
        return (*self.variant.names, *self.variant.address)

    @property
    def added(self) -> list[PersonFields]:
        """Fields added by other packages, without those that need a document."""
        return [one for one in super().added if one.place != _APPLICATION]

    def getContent(self) -> dict[str, Any]:
        """Initial values: data on file; after a move only fields of packages."""
        known = super().getContent()
        if not self.is_move:
            return known
        return {n: value for n, value in known.items() if n in self.added_names}

    def updateFields(self) -> None:
        """Add the fields of packages."""
        super().updateFields()
        self.add_fields()

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs."""
        super().updateWidgets(prefix)
        self.prepare_names()
        self.prepare_address()

    def checks(self) -> dict[str, list[Check]]:
        """Live checks of the page's script, by field."""
        return form_checks(self.variant)

    def problems(self, data: Mapping[str, Any]) -> Problems:
        """Validation across several fields, including those of packages."""
        added = [one.schema for one in self.added]
        return invariant_problems(added, data) | super().problems(data)
