"""The page `counter-correct`: name and date of birth according to the document."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.account.change_data import mark_of
from ndl.registration.browser.counter.base import ActForm
from ndl.registration.browser.counter.base import ask_birth_date
from ndl.registration.browser.register.inputs import NameInputs
from ndl.registration.browser.register.inputs import OnFile
from ndl.registration.counter.identity import correct_identity
from ndl.registration.counter.identity import CORRECTED
from ndl.registration.counter.schema import ICorrection
from ndl.registration.declaration.validation import find_problems
from ndl.registration.declaration.variant import Problems
from plone.autoform.utils import processFields
from typing import Any
from z3c.form.field import Fields


class Correct(OnFile, NameInputs, ActForm):
    """A form that begins with the data on file, in the variant of the residence."""

    label = _("Correct name or date of birth")
    buttons = ActForm.buttons + NameInputs.buttons
    handlers = ActForm.handlers + NameInputs.handlers
    harmless_buttons = ("read",)
    ignoreContext = False
    verb = _("Correct")
    done = _("The data have been corrected.")
    explanations = (
        _("Write the name as the document does. The patron is told of the correction."),
    )

    def getContent(self) -> dict[str, Any]:
        """Initial values of the form."""
        return {**self.declared.to_form(), "document": None, "reason": None}

    @property
    def seen(self) -> str:
        """Token of the data as shown."""
        return mark_of(self.patron, CORRECTED)

    def updateFields(self) -> None:
        """Select names and date of birth; add document and reason."""
        super().updateFields()
        self.fields: Fields = self.fields.select(*self.variant.names, "birth_date")
        ask_birth_date(self.fields)
        processFields(self, ICorrection, permissionChecks=False)

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs."""
        super().updateWidgets(prefix)
        self.prepare_names()

    def problems(self, data: Mapping[str, Any]) -> Problems:
        """Validation errors across the fields of the names."""
        return find_problems(data, self.variant, self.patron.email)

    def act(self, data: dict[str, Any]) -> None:
        """Correct the data that differ."""
        correct_identity(
            self.patron,
            self.variant.read_names(data),
            data["birth_date"],
            data["document"],
            data["reason"],
            self.text_of("seen"),
        )
