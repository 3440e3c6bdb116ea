"""People on pages: the patron who is logged in, and rows about a person."""

from datetime import date
from ndl.registration import _
from ndl.registration.browser.dates import show_birth
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.languages import page_language
from ndl.registration.declaration.countries import country_name
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.extra import show_extra
from ndl.registration.declaration.fold import show_phone
from ndl.registration.declaration.schema import MAIL_LANGUAGES
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.record import PatronClass
from plone import api


TYPES = {
    PatronClass.SIMPLE: _("Simple registered user"),
    PatronClass.OFFICIAL: _("Official registered user"),
}
Person = Declaration | Patron
Rows = list[tuple[str, str]]


def current_patron() -> Patron | None:
    """The patron who is logged in, if the user is one."""
    return get_directory().get(api.user.get_current().getId() or "")


class PatronMixin:
    """For pages whose permission only patrons have."""

    @property
    def patron(self) -> Patron:
        """The patron who is logged in."""
        return get_directory()[api.user.get_current().getId()]


def name_rows(person: Person) -> Rows:
    """The names, in Japan with their reading, and the date of birth."""
    if person.residence.is_japanese:
        kana = f"{person.family_kana} {person.given_kana}".strip()
        names = [(_("Name"), person.full_name), (_("Katakana"), kana)]
    else:
        names = [
            (_("Family name"), person.family_name),
            (_("Given name"), person.given_name or _("None")),
        ]
    return [*names, (_("Date of birth"), show_birth(person.birth_date))]


def address_rows(person: Person) -> Rows:
    """The address as the post of the country reads it."""
    home = person.residence
    if not home.is_japanese:
        return [
            (
                _("Country/Region of Residence"),
                country_name(home.country, page_language()),
            ),
            (_("Postal code"), home.postal_code),
            (_("Address"), home.street),
        ]
    return [
        (_("Postal code"), home.postal_code),
        (_("Address"), f"{home.region}{home.city}{home.street}"),
        (_("Building name and room number"), home.building or _("None")),
    ]


def phone_row(person: Person) -> tuple[str, str]:
    """The number by which the person can be reached, if any."""
    label = _("FAX number") if person.phone_is_fax else _("Telephone number")
    return label, show_phone(person.phone, person.residence.in_japan) or _("None")


def language_rows(person: Person) -> Rows:
    """In which language the library writes, in English with the title."""
    language = MAIL_LANGUAGES.getTerm(person.language).title
    rows = [(_("Language of emails from the library"), language)]
    if person.language == "en":
        rows.append((_("Title"), person.title or _("None")))
    return rows


def extra_rows(person: Person) -> Rows:
    """Answers to the questions of other packages."""
    return [
        (title, show_day(value) if isinstance(value, date) else value)
        for title, value in show_extra(person.extra)
    ]
