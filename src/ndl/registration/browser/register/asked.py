"""Forms of the single steps: name, address and contact, document, password."""

from ndl.registration import _
from ndl.registration.browser.forms.widgets import birth_date_widget
from ndl.registration.browser.register.inputs import AddressInputs
from ndl.registration.browser.register.inputs import NameInputs
from ndl.registration.browser.register.step import StepForm
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.passwords import policy_message
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class NameStep(NameInputs, StepForm):
    """Name, reading and date of birth (R67-R71, R77)."""

    buttons = StepForm.buttons + NameInputs.buttons
    handlers = StepForm.handlers + NameInputs.handlers
    form_fields = ViewPageTemplateFile("name.pt")

    def updateFields(self) -> None:
        """Give the date of birth its own input."""
        super().updateFields()
        if "birth_date" in self.fields:
            self.fields["birth_date"].widgetFactory = birth_date_widget

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs."""
        super().updateWidgets(prefix)
        self.prepare_names()


class AddressStep(AddressInputs, StepForm):
    """Address, telephone, language, title (R69, R72-R74, R78-R80)."""

    buttons = StepForm.buttons + AddressInputs.buttons
    handlers = StepForm.handlers + AddressInputs.handlers
    form_fields = ViewPageTemplateFile("address.pt")

    @property
    def variant(self) -> Variant:  # type: ignore[override]
        """The form for the chosen country of residence."""
        return self.submission.variant

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs."""
        super().updateWidgets(prefix)
        self.prepare_address()
        if "title" in self.widgets:
            self.widgets["title"].noValueMessage = _("None")
        if "phone" in self.widgets:
            self.widgets["phone"].required = True

    @property
    def contact_names(self) -> list[str]:
        """Names of the fields below the address."""
        return [n for n in self.own_names if n not in self.variant.address]


class PasswordStep(StepForm):
    """The password, twice (R75)."""

    form_fields = ViewPageTemplateFile("password.pt")

    @property
    def password_policy(self) -> str:
        """The password rules as text."""
        return policy_message()


class AddedStep(StepForm):
    """A step that another package adds."""

    form_fields = ViewPageTemplateFile("added.pt")
