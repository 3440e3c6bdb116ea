"""Fields for typed text, and constraints of single fields.

The fields check the length first; those of zope.schema would first normalize the text
and call the constraint. Each constraint raises Invalid with a message for the person.
"""

from datetime import date
from ndl.registration import _
from ndl.registration.clock import today
from ndl.registration.declaration.fold import is_old_enough
from ndl.registration.declaration.fold import parse_address
from ndl.registration.declaration.fold import parse_foreign_postal_code
from ndl.registration.declaration.names import parse_kana
from ndl.registration.declaration.names import parse_latin_name
from ndl.registration.folding import fold_text
from ndl.registration.folding import is_writable
from ndl.registration.patrons.email import EmailInvalid
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.residence import normalize_postal_code
from ndl.registration.settings import settings
from typing import Any
from zope import schema
from zope.interface import Invalid
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import TooLong


OLDEST_YEARS = 130
UNPRINTABLE = _("This contains characters that cannot be used.")
NOT_ACCEPTED = _("Please read and accept the terms and conditions.")
NOT_KANA = _("Enter the reading in katakana.")
NOT_LATIN = _("Enter your name using the Latin alphabet.")
TOO_YOUNG = _("You must be at least ${years} years old.")
NO_DATE = _("Enter a date that exists, for example 1990-04-01.")
NOT_BORN = _("Enter your date of birth, for example 1990-04-01.")
NO_POSTAL_CODE = _("Enter the seven digits of the postal code, for example 100-8924.")
NO_FOREIGN_CODE = _(
    "Enter the postal code in letters and digits, or a hyphen (-) if there is none."
)


class _LengthFirst:
    """Checks the length of a text first, and does not normalize it."""

    unicode_normalization = None
    max_length: int | None

    def _validate(self, value: Any) -> None:
        longest = self.max_length
        if isinstance(value, str) and longest is not None and len(value) > longest:
            raise TooLong(value, longest).with_field_and_value(self, value)
        super()._validate(value)  # type: ignore[misc]


class Text(_LengthFirst, schema.Text):
    """Multi-line text."""


class TextLine(_LengthFirst, schema.TextLine):
    """Single-line text."""


class Password(_LengthFirst, schema.Password):
    """A password, unchanged."""


def too_young() -> str:
    """The message for applicants below the minimum age of the settings."""
    years = settings().minimum_age
    return _(TOO_YOUNG, mapping={"years": years})


def accepted(value: bool) -> bool:
    """Require that the terms are accepted."""
    if not value:
        raise Invalid(NOT_ACCEPTED)
    return True


def email_address(value: str) -> bool:
    """Require a valid e-mail address."""
    try:
        parse_email(value)
    except EmailInvalid as error:
        raise Invalid(error.message) from error
    return True


def plain_text(value: str) -> bool:
    """Require text that is not blank and has only printable Unicode characters."""
    if not fold_text(value):
        raise RequiredMissing
    return printable(value)


def printable(value: str) -> bool:
    """Require that all characters are assigned in Unicode; blank is allowed."""
    if not is_writable(value):
        raise Invalid(UNPRINTABLE)
    return True


def kana(value: str) -> bool:
    """Require kana of any kind."""
    plain_text(value)
    try:
        parse_kana(value)
    except ValueError as error:
        raise Invalid(NOT_KANA) from error
    return True


def birth_date(value: date) -> bool:
    """Require a plausible date of birth of a person old enough to register (R51)."""
    if not today().year - OLDEST_YEARS < value.year <= today().year:
        raise Invalid(NOT_BORN)
    if not is_old_enough(value, settings().minimum_age):
        raise Invalid(too_young())
    return True


def postal_code(value: str) -> bool:
    """Require a Japanese postal code."""
    try:
        normalize_postal_code(value)
    except ValueError as error:
        raise Invalid(NO_POSTAL_CODE) from error
    return True


def latin_name(value: str) -> bool:
    """Require a name in the Latin alphabet (R77)."""
    plain_text(value)
    try:
        parse_latin_name(value)
    except ValueError as error:
        raise Invalid(NOT_LATIN) from error
    return True


def foreign_postal_code(value: str) -> bool:
    """Require a postal code of another country, or a hyphen (R79)."""
    try:
        parse_foreign_postal_code(value)
    except ValueError as error:
        raise Invalid(NO_FOREIGN_CODE) from error
    return True


def whole_address(value: str) -> bool:
    """Require an address in one or several lines."""
    if not fold_text(value):
        raise RequiredMissing
    try:
        parse_address(value)
    except ValueError as error:
        raise Invalid(UNPRINTABLE) from error
    return True
