"""Typed text in its stored form."""

from datetime import date
from datetime import timedelta
from dateutil.relativedelta import relativedelta
from ndl.registration.clock import today
from ndl.registration.config import JAPAN
from ndl.registration.folding import fold_plain
from ndl.registration.folding import fold_text
from ndl.registration.folding import is_writable

import phonenumbers
import re


_LINES = re.compile(r"[\r\n]+")
_PHONE_LABEL = re.compile(r"^[^\d+]*")
_LONG_DASH = re.compile("-+")
_FOREIGN_CODE = re.compile(r"-|[A-Z0-9]+(?:[ -][A-Z0-9]+)*")


class NotUnderstood(ValueError):
    """The text does not have the expected format."""


def parse_phone(text: str, country: str) -> str:
    """A telephone or FAX number of any country, as "+81335812331".

    A number without country code is taken as a number of `country`; a word such as
    "FAX" before the number is dropped. Raises NotUnderstood, also for letters within
    the number and for an extension, which could not be stored.
    """
    digits = _PHONE_LABEL.sub("", fold_plain(text))
    if any(c.isalpha() for c in digits):
        raise NotUnderstood(text)
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException as error:
        raise NotUnderstood(text) from error
    if number.extension or not phonenumbers.is_valid_number(number):
        raise NotUnderstood(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_phone(number: str, in_japan: bool) -> str:
    """A stored number for display: national format for Japanese numbers in Japan.

    All other numbers are shown with their country code; empty if there is no number.
    """
    if not number:
        return ""
    parsed = phonenumbers.parse(number)
    formats = phonenumbers.PhoneNumberFormat
    at_home = in_japan and phonenumbers.region_code_for_number(parsed) == JAPAN
    return phonenumbers.format_number(
        parsed, formats.NATIONAL if at_home else formats.INTERNATIONAL
    )


def parse_address(text: str) -> str:
    """A whole address in one line.

    Raises NotUnderstood if it is blank or has characters that is_writable rejects.
    """
    lines = (fold_text(line).strip(", ") for line in _LINES.split(text))
    address = ", ".join(line for line in lines if line)
    if not address or not is_writable(address):
        raise NotUnderstood(text)
    return address


def parse_foreign_postal_code(text: str) -> str:
    """A postal code of another country, or "-" if there is none (R79).

    Raises NotUnderstood.
    """
    code = _LONG_DASH.sub("-", fold_plain(text).upper())
    if not _FOREIGN_CODE.fullmatch(code):
        raise NotUnderstood(text)
    return code


def is_old_enough(birth_date: date, years: int) -> bool:
    """Whether a person born on this date has reached an age today, in the site's zone.

    A birthday on 29 February falls on 1 March in other years, as in the Civil Code: the
    year is complete at the end of the month.
    """
    birthday = birth_date + relativedelta(years=years)
    if birthday.day != birth_date.day:
        birthday += timedelta(days=1)
    return birthday <= today()
