"""The page `counter-register`: registration at the counter."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.counter.base import ActForm
from ndl.registration.browser.counter.base import ask_birth_date
from ndl.registration.browser.counter.words import for_staff
from ndl.registration.browser.person import Rows
from ndl.registration.browser.register.one_page import OnePage
from ndl.registration.counter.register import PerhapsRegistered
from ndl.registration.counter.register import register_in_person
from ndl.registration.counter.schema import IRegistration
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.declaration import offered_variants
from ndl.registration.declaration.validation import find_problems
from ndl.registration.declaration.validation import invariant_problems
from ndl.registration.declaration.variant import Problems
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.record import PatronClass
from plone.autoform.utils import processFields
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form.field import Fields
from zope.interface.interface import InterfaceClass


BEFORE = ("document", "patron_class")
CONTACT = ("phone", "phone_is_fax", "no_phone", "email", "language", "title")


class Register(OnePage, ActForm):
    """The whole registration on one page; next comes the slip with the password."""

    label = _("Register somebody at the counter")
    template = ViewPageTemplateFile("register.pt")
    buttons = ActForm.buttons + OnePage.buttons
    handlers = ActForm.handlers + OnePage.handlers
    verb = _("Register")
    done = _("The patron is registered. Now issue the slip with the initial password.")
    is_lost = False
    others: tuple[str, ...] = ()

    @property
    def usual_variant(self) -> Variant:
        """The variant offered first."""
        return offered_variants()[0]

    @property
    def residences(self) -> list[Mapping[str, Any]]:
        """The variants to choose from, in words for staff."""
        return [{**one, "title": for_staff(one["title"])} for one in super().residences]

    @property
    def rows(self) -> Rows:
        """No rows: the patron is not on file yet."""
        return []

    @property
    def schema(self) -> InterfaceClass:
        """The fields of the variant."""
        return self.variant.schema

    def updateFields(self) -> None:
        """Select the fields that the officer enters, in the order of the page.

        The password is issued with the slip.
        """
        super().updateFields()
        self.add_fields()
        processFields(self, IRegistration, permissionChecks=False)
        variant = self.variant
        person = (*variant.names, "birth_date", *variant.address)
        asked = (*BEFORE, *person, *CONTACT, *self.added_names, "is_other")
        self.fields: Fields = self.fields.select(*asked)
        ask_birth_date(self.fields)

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs."""
        super().updateWidgets(prefix)
        self.prepare_names()
        self.prepare_address()
        self.widgets["title"].noValueMessage = _("None")
        self.widgets["patron_class"].prompt = True
        self.widgets["patron_class"].promptMessage = _("Please choose")

    @property
    def asks_if_other(self) -> bool:
        """Whether a patron with the same data was found: asks if it is another."""
        box = self.widgets["is_other"]
        return bool(self.others or box.error or "selected" in (box.value or ()))

    def problems(self, data: Mapping[str, Any]) -> Problems:
        """Validation across several fields, also those of packages."""
        added = [one.schema for one in self.added]
        found = find_problems(data, self.variant, data.get("email") or "")
        return invariant_problems(added, data) | found

    def act(self, data: dict[str, Any]) -> None:
        """Register the patron; shows possible duplicates first."""
        try:
            self.patron = register_in_person(
                Declaration.from_form(data, self.variant),
                data["email"] or "",
                PatronClass(data["patron_class"]),
                data["document"],
                is_other=bool(data["is_other"]),
            )
        except PerhapsRegistered as error:
            self.others = tuple(error.user_ids)
            raise

    @property
    def next_url(self) -> str:
        """URL of the page that issues the initial password."""
        return self.page_url("counter-slip")
