"""The declared data of an application as rows, and fields added by a site."""

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
    """One declared value, beside the patron's present value and the declined one.

    `before` is the value in the declined application; None if there is none. `link` is
    a `tel:` URL.
    """

    title: str
    value: str
    now: str
    before: str | None = None
    link: str = ""

    @property
    def changed(self) -> bool:
        """Whether the patron's record has a different value today."""
        return self.value != self.now

    @property
    def corrected(self) -> bool:
        """Whether the declined application had a different value."""
        return self.before is not None and self.value != self.before


def facts_of(
    application: RegistrationApplication,
    patron: Patron | None,
    before: RegistrationApplication | None = None,
) -> list[Fact]:
    """The declared data, row by row; empty once they are erased."""
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
    """Links by title: to call the telephone number (R172), none for a fax."""
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
    """The declaration of an application whose declared data are not erased."""
    return Declaration.from_plain(application.declared or {})


class AddedField(NamedTuple):
    """Title of an added field, and its value as rendered by Plone."""

    title: str
    value: str


class AddedFields(DefaultView):
    """Renders the fields that the site has added and the user may read."""

    fields: Any

    def updateFieldsFromSchemata(self) -> None:
        """Omit the fields of this package, which the page shows elsewhere."""
        super().updateFieldsFromSchemata()
        self.fields = self.fields.omit(*IRegistrationApplication)

    def fields_shown(self) -> list[AddedField]:
        """The added fields in order, without those that have no value."""
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
    """Titles and rendered values of the fields that the site has added."""
    return AddedFields(context, request).fields_shown()
