"""Rules for single fields of a form; each refuses with words for the person."""

from datetime import date
from ndl.registration import _
from ndl.registration.config import settings
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.errors import EmailInvalid
from ndl.registration.patrons.residence import normalize_postal_code
from ndl.registration.registration.names import fold_kana
from ndl.registration.registration.names import parse_latin_name
from ndl.registration.registration.values import is_old_enough
from ndl.registration.registration.values import is_printable
from ndl.registration.registration.values import parse_address
from ndl.registration.registration.values import parse_foreign_postal_code
from ndl.registration.registration.values import today
from zope.interface import Invalid


_OLDEST_YEARS = 130


def accepted(value: bool) -> bool:
    """The terms have been accepted."""
    if not value:
        raise Invalid(_("Please read and accept the terms and conditions."))
    return True


def email_address(value: str) -> bool:
    """A mail can be sent there."""
    try:
        parse_email(value)
    except EmailInvalid as error:
        raise Invalid(error.message) from error
    return True


def plain_text(value: str) -> bool:
    """Something is written, and nothing invisible."""
    if not value.strip():
        raise Invalid(_("This field is required."))
    return printable(value)


def printable(value: str) -> bool:
    """Nothing invisible is written."""
    if not is_printable(value):
        raise Invalid(_("This contains characters that cannot be used."))
    return True


def kana(value: str) -> bool:
    """Kana of any kind."""
    plain_text(value)
    try:
        fold_kana(value)
    except ValueError as error:
        raise Invalid(_("Enter the reading in katakana.")) from error
    return True


def birth_date(value: date) -> bool:
    """A date at which someone was born who is old enough now (R51)."""
    if not today().year - _OLDEST_YEARS < value.year <= today().year:
        raise Invalid(_("Enter your date of birth, for example 1990-04-01."))
    years = settings().minimum_age
    if not is_old_enough(value, years):
        raise Invalid(
            _("You must be at least ${years} years old.", mapping={"years": years})
        )
    return True


def postal_code(value: str) -> bool:
    """A postal code of Japan."""
    try:
        normalize_postal_code(value)
    except ValueError as error:
        raise Invalid(
            _("Enter the seven digits of the postal code, for example 100-8924.")
        ) from error
    return True


def latin_name(value: str) -> bool:
    """A name in the Latin alphabet (R77)."""
    plain_text(value)
    try:
        parse_latin_name(value)
    except ValueError as error:
        raise Invalid(_("Enter your name using the Latin alphabet.")) from error
    return True


def foreign_postal_code(value: str) -> bool:
    """A postal code of another country, or a hyphen (R79)."""
    try:
        parse_foreign_postal_code(value)
    except ValueError as error:
        raise Invalid(
            _(
                "Enter the postal code in letters and digits, or a hyphen (-) if "
                "there is none."
            )
        ) from error
    return True


def whole_address(value: str) -> bool:
    """An address in one line or several."""
    if not value.strip():
        raise Invalid(_("This field is required."))
    try:
        parse_address(value)
    except ValueError as error:
        raise Invalid(_("This contains characters that cannot be used.")) from error
    return True
