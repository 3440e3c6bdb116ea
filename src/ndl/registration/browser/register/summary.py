"""Personal information as it is shown for reading (R82)."""

from babel.dates import format_date
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.register.steps import page_language
from ndl.registration.config import JAPAN
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.declaration import Declaration
from ndl.registration.registration.schema import MAIL_LANGUAGES
from ndl.registration.registration.values import show_phone


@dataclass(frozen=True)
class Section:
    """Labels and values under a heading."""

    title: str
    rows: list[tuple[str, str]]


def summarize(person: Declaration | Patron, email: str) -> list[Section]:
    """All that the library keeps of a person, but the password."""
    born = format_date(person.birth_date, "long", locale=page_language())
    home = person.residence
    language = MAIL_LANGUAGES.getTerm(person.language).title
    return [
        Section(
            _("Name"),
            [
                (_("Name"), f"{person.family_name} {person.given_name}"),
                (_("Katakana"), f"{person.family_kana} {person.given_kana}"),
                (_("Date of birth"), born),
            ],
        ),
        Section(
            _("Address"),
            [
                (_("Postal code"), home.postal_code),
                (_("Address"), f"{home.region}{home.city}{home.street}"),
                (_("Building name and room number"), home.building or _("None")),
            ],
        ),
        Section(
            _("Contact"),
            [
                (_("Telephone number"), show_phone(person.phone, JAPAN) or _("None")),
                (_("Email address"), email),
                (_("Language of emails from the library"), language),
            ],
        ),
    ]
