"""The declared data of an application as rows, and the fields of a site."""

from dataclasses import dataclass
from ndl.registration.browser.person import address_rows
from ndl.registration.browser.person import extra_rows
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import Person
from ndl.registration.browser.person import phone_row
from ndl.registration.browser.person import Rows
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.interfaces import IRegistrationApplication
from plone.dexterity.browser.view import DefaultView
from typing import Any
from typing import NamedTuple
from ZPublisher.HTTPRequest import HTTPRequest


@dataclass(frozen=True)
class Fact:
    """One declared thing, what it has become since, and what it was.

    `before` is what the declined application said; None if there is none. `link`
    leads to the telephone.
    """

    title: str
    value: str
    now: str
    before: str | None = None
    link: str = ""

    @property
    def changed(self) -> bool:
        """Whether the patron's record says something else today."""
        return self.value != self.now

    @property
    def corrected(self) -> bool:
        """Whether the declined application said something else."""
        return self.before is not None and self.value != self.before


def facts_of(
    application: RegistrationApplication,
    patron: Patron | None,
    before: RegistrationApplication | None = None,
) -> list[Fact]:
    """The declared data, row by row; empty once they were erased."""
    if not application.declared:
        return []
    person = declaration_of(application)
    declared = _rows(person)
    present = declared if patron is None else _rows(patron)
    former = _rows(declaration_of(before)) if before and before.declared else None
    links = _links(person)
    return [
        Fact(
            title,
            declared.get(title, ""),
            present.get(title, ""),
            None if former is None else former.get(title, ""),
            links.get(title, ""),
        )
        for title in dict.fromkeys([*declared, *present])
    ]


def _links(person: Person) -> dict[str, str]:
    """A link to call the number (R172); none for a fax."""
    if not person.phone or person.phone_is_fax:
        return {}
    return {phone_row(person)[0]: f"tel:{person.phone}"}


def _rows(person: Person) -> dict[str, str]:
    rows: Rows = [
        *name_rows(person),
        *address_rows(person),
        phone_row(person),
        *extra_rows(person),
    ]
    return dict(rows)


def declaration_of(application: RegistrationApplication) -> Declaration:
    """The declaration of an application that still has one."""
    return Declaration.from_plain(application.declared or {})


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
