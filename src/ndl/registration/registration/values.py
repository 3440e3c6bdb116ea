"""What people type, brought to the form in which it is stored."""

from datetime import date
from datetime import timedelta
from dateutil.relativedelta import relativedelta
from ndl.registration.config import now
from ndl.registration.config import site_zone
from ndl.registration.patrons.names import tidy

import phonenumbers
import re
import unicodedata


_KATAKANA_TEXT = re.compile(r"[ァ-ヺヽヾー・ ]+")
_LOOKALIKE_DASH = re.compile(r"[-‐‑‒–—−─]")
_HIRAGANA = [*range(ord("ぁ"), ord("ゖ") + 1), ord("ゝ"), ord("ゞ")]
_TO_KATAKANA = {code: code + 0x60 for code in _HIRAGANA}
_JOINERS = "\u200c\u200d"
_UNFIT = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
_DATE = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")


class NotUnderstood(ValueError):
    """The text is not what it should be."""


def is_printable(text: str) -> bool:
    """Whether nothing in `text` is invisible or commands a terminal or mail."""
    return all(c in _JOINERS or unicodedata.category(c) not in _UNFIT for c in text)


def fold_kana(text: str) -> str:
    """`text` in full-width katakana, whatever kana was typed.

    Raises NotUnderstood when something else than kana is in it.
    """
    kana = tidy(unicodedata.normalize("NFKC", text)).translate(_TO_KATAKANA)
    kana = _LOOKALIKE_DASH.sub("ー", kana)
    if not _KATAKANA_TEXT.fullmatch(kana):
        raise NotUnderstood(text)
    return kana


def parse_phone(text: str, country: str) -> str:
    """A telephone or FAX number of anywhere, as "+81335812331".

    Numbers without country code are taken for numbers of `country`.
    Raises NotUnderstood.
    """
    folded = unicodedata.normalize("NFKC", text)
    try:
        number = phonenumbers.parse(_LOOKALIKE_DASH.sub("-", folded), country)
    except phonenumbers.NumberParseException as error:
        raise NotUnderstood(text) from error
    if not phonenumbers.is_valid_number(number):
        raise NotUnderstood(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_phone(number: str, country: str) -> str:
    """A stored number as people of `country` write it."""
    if not number:
        return ""
    parsed = phonenumbers.parse(number, country)
    at_home = phonenumbers.region_code_for_number(parsed) == country
    formats = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(
        parsed, formats.NATIONAL if at_home else formats.INTERNATIONAL
    )


def parse_date(text: str) -> date:
    """The date "1990-04-01", "1990/4/1" or "1990年4月1日", in digits of any width.

    Raises NotUnderstood, also for a day that no calendar has.
    """
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        raise NotUnderstood(text)
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError as error:
        raise NotUnderstood(text) from error


def today() -> date:
    """The date in the site's zone."""
    return now().astimezone(site_zone()).date()


def is_old_enough(birth_date: date, years: int) -> bool:
    """Whether someone born then has reached an age today, in the site's zone.

    Who was born on 29 February gets older on 1 March of other years, as the
    Civil Code counts: the year is complete at the end of the month.
    """
    birthday = birth_date + relativedelta(years=years)
    if birthday.day != birth_date.day:
        birthday += timedelta(days=1)
    return birthday <= today()
