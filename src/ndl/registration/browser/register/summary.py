"""Personal information as it is shown for reading (R82)."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.person import address_rows
from ndl.registration.browser.person import extra_rows
from ndl.registration.browser.person import language_rows
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import Person
from ndl.registration.browser.person import phone_row
from ndl.registration.browser.person import Rows


@dataclass(frozen=True)
class Section:
    """Labels and values under a heading; `anchor` is their part of the form."""

    title: str
    rows: Rows
    anchor: str


def summarize(person: Person, email: str) -> list[Section]:
    """All that the library keeps of a person, but the password."""
    contact = [
        phone_row(person),
        (_("Email address"), email or _("None registered")),
        *language_rows(person),
    ]
    sections = [
        Section(_("Name"), name_rows(person), "section-name"),
        Section(_("Address"), address_rows(person), "section-address"),
        Section(_("Contact"), contact, "section-phone"),
    ]
    extra = extra_rows(person)
    if extra:
        sections.append(Section(_("Further information"), extra, "section-phone"))
    return sections
