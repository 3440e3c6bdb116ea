"""What the desk shows of an application, beside the pictures."""

from dataclasses import dataclass
from datetime import date
from ndl.registration import _
from ndl.registration.browser.desk.words import show_day
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.review.content import declaration
from ndl.registration.review.content import RegistrationApplication


TYPES = {
    PatronClass.SIMPLE: _("Simple registered user"),
    PatronClass.OFFICIAL: _("Official registered user"),
}
ROWS = (
    (_("Name"), ("family_name", "given_name"), " "),
    (_("Katakana"), ("family_kana", "given_kana"), " "),
    (_("Date of birth"), ("birth_date",), ""),
    (_("Postal code"), ("postal_code",), ""),
    (_("Address"), ("region", "city", "street"), ""),
    (_("Building name and room number"), ("building",), ""),
    (_("Telephone number"), ("phone",), ""),
)


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
    """What was declared, row by row."""
    declared = application.declared or {}
    present = declared if patron is None else declaration(patron)
    return [
        Fact(title, _join(declared, names, between), _join(present, names, between))
        for title, names, between in ROWS
    ]


def same_person(application: RegistrationApplication) -> list[Patron]:
    """Other patrons with the declared birth date and name (R54)."""
    declared = application.declared or {}
    name = f"{declared['family_name']} {declared['given_name']}".strip()
    born = date.fromisoformat(declared["birth_date"])
    directory = get_directory()
    found = directory.find_same_person(born, name)
    patrons = (directory.get(i) for i in found if i != application.patron_id)
    return [patron for patron in patrons if patron is not None]


def _join(values: dict[str, str], names: tuple[str, ...], between: str) -> str:
    if names == ("birth_date",):
        return show_day(date.fromisoformat(values["birth_date"]))
    return between.join(values.get(name, "") for name in names).strip()
