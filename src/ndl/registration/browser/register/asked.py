"""Forms of the single steps: name, address and contact, document, password."""

from ndl.registration import _
from ndl.registration.browser.forms.widgets import birth_date_widget
from ndl.registration.browser.register.inputs import AddressInputs
from ndl.registration.browser.register.inputs import NameInputs
from ndl.registration.browser.register.step import StepForm
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.passwords import policy_message
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.action import Action


class NameStep(NameInputs, StepForm):
    """Name, reading and date of birth (R67-R71, R77)."""

    buttons = StepForm.buttons.copy()
    handlers = StepForm.handlers.copy()
    form_fields = ViewPageTemplateFile("name.pt")

    def updateFields(self) -> None:
        """The date of birth has an input of its own."""
        super().updateFields()
        if "birth_date" in self.fields:
            self.fields["birth_date"].widgetFactory = birth_date_widget

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs."""
        super().updateWidgets(prefix)
        self.prepare_names()

    @button.buttonAndHandler(_("Use this reading"), name="read")
    def read(self, action: Action) -> None:
        """Fill in the suggested katakana."""
        self.take_reading()


class AddressStep(AddressInputs, StepForm):
    """Address, telephone, language, title (R69, R72-R74, R78-R80)."""

    buttons = StepForm.buttons.copy()
    handlers = StepForm.handlers.copy()
    form_fields = ViewPageTemplateFile("address.pt")

    @property
    def variant(self) -> Variant:  # type: ignore[override]
        """The form for where the person resides."""
        return self.submission.variant

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs."""
        super().updateWidgets(prefix)
        self.prepare_address()
        if "title" in self.widgets:
            self.widgets["title"].noValueMessage = _("None")
        if "phone" in self.widgets:
            self.widgets["phone"].required = True

    @button.buttonAndHandler(_("Address search"), name="search")
    def search(self, action: Action) -> None:
        """Fill in the address, or show the places to pick from (R69)."""
        if self.in_japan:
            self.search_address()

    @button.buttonAndHandler(_("Use this address"), name="pick")
    def pick(self, action: Action) -> None:
        """Fill in the place that was picked."""
        if self.in_japan:
            self.pick_address()

    @property
    def contact_names(self) -> list[str]:
        """The fields below the address."""
        return [n for n in self.own_names if n not in self.variant.address]


class PasswordStep(StepForm):
    """The password, twice (R75)."""

    form_fields = ViewPageTemplateFile("password.pt")

    @property
    def password_policy(self) -> str:
        """The password rules as text."""
        return policy_message()


class AddedStep(StepForm):
    """A step that a package adds."""

    form_fields = ViewPageTemplateFile("added.pt")
