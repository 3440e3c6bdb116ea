"""The logged-in patron, and rows of labels and values about a person."""

from datetime import date
from ndl.registration import _
from ndl.registration.browser.dates import show_birth
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.languages import page_language
from ndl.registration.current_user import current_user_id
from ndl.registration.declaration.countries import country_name
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.extra import show_extra
from ndl.registration.declaration.fold import show_phone
from ndl.registration.declaration.schema import MAIL_LANGUAGES
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.record import PatronClass


TYPES = {
    PatronClass.SIMPLE: _("Simple registered user"),
    PatronClass.OFFICIAL: _("Official registered user"),
}
Person = Declaration | Patron
Rows = list[tuple[str, str]]


def current_patron() -> Patron | None:
    """The patron who is logged in; None if the user is not a patron."""
    return get_directory().get(current_user_id())


class PatronMixin:
    """For pages whose permission only patrons have."""

    @property
    def patron(self) -> Patron:
        """The patron who is logged in."""
        return get_directory()[current_user_id()]


def name_rows(person: Person) -> Rows:
    """The names, in Japan with their reading in katakana, and the date of birth."""
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
    """The address, in the form that is used in its country."""
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
    """Label and number of the telephone or fax; the text "None" without a number."""
    label = _("FAX number") if person.phone_is_fax else _("Telephone number")
    return label, show_phone(person.phone, person.residence.in_japan) or _("None")


def language_rows(person: Person) -> Rows:
    """The language of mails; for English also the title of the person."""
    language = MAIL_LANGUAGES.getTerm(person.language).title
    rows = [(_("Language of emails from the library"), language)]
    if person.language == "en":
        rows.append((_("Title"), person.title or _("None")))
    return rows


def extra_rows(person: Person) -> Rows:
    """Labels and values of the fields that other packages add."""
    return [
        (title, show_day(value) if isinstance(value, date) else value)
        for title, value in show_extra(person.extra)
    ]
