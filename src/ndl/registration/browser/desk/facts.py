"""What the desk shows of an application, beside the pictures."""

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


@dataclass(frozen=True)
class Fact:
    """One declared thing, and what it has become since."""

    title: str
    value: str
    now: str

    @property
    def changed(self) -> bool:
        """Whether the patron's record says something else today."""
        return self.value != self.now


def facts_of(application: RegistrationApplication, patron: Patron | None) -> list[Fact]:
    """What was declared, row by row; nothing once it has been erased."""
    if not application.declared:
        return []
    declared = _rows(declaration_of(application))
    present = declared if patron is None else _rows(patron)
    titles = dict.fromkeys([*declared, *present])
    return [Fact(t, declared.get(t, ""), present.get(t, "")) for t in titles]


def _rows(person: Person) -> dict[str, str]:
    rows: Rows = [
        *name_rows(person),
        *address_rows(person),
        phone_row(person),
        *extra_rows(person),
    ]
    return dict(rows)


def declaration_of(application: RegistrationApplication) -> Declaration:
    """What was declared, of an application that still holds it."""
    return Declaration.from_plain(application.declared or {})
