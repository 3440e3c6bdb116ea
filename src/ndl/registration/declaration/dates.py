"""Dates of birth as typed by people, also with years of Japanese eras."""

from dataclasses import dataclass
from datetime import date
from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.folding import fold_plain

import re


@dataclass(frozen=True)
class Era:
    """A Japanese era: from its first day to the day before the next era."""

    name: str
    latin: str
    first: date

    def year_of(self, day: date) -> int:
        """The year within the era; the first is a partial calendar year."""
        return day.year - self.first.year + 1


ERAS = (
    Era("明治", "Meiji", date(1868, 10, 23)),
    Era("大正", "Taishō", date(1912, 7, 30)),
    Era("昭和", "Shōwa", date(1926, 12, 25)),
    Era("平成", "Heisei", date(1989, 1, 8)),
    Era("令和", "Reiwa", date(2019, 5, 1)),
)
_SIGNS = str.maketrans(
    {"㍾": "明治", "㍽": "大正", "㍼": "昭和", "㍻": "平成", "㋿": "令和"}
)
_BY_LETTER = {era.latin[0]: era for era in ERAS} | {era.name[0]: era for era in ERAS}
_YEAR = r"(?:西暦)?(?P<year>\d{4})"
_ERA_YEAR = r"(?P<era>明治?|大正?|昭和?|平成?|令和?|[MTSHR])\.?(?P<of_era>元|\d{1,2})"
_REST = r"(?:[-/.、・ ]|年)(?P<month>\d{1,2})(?:[-/.、・ ]|月)(?P<day>\d{1,2})日?"
_COMPACT = r"(?P<month>\d{2})(?P<day>\d{2})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR + _REST,
        _YEAR + _COMPACT,
        _ERA_YEAR + _REST,
        _ERA_YEAR.replace("{1,2}", "{2}") + _COMPACT,
    )
)
_AROUND_SEPARATORS = re.compile(r" *([-/.、・年月日]) *")


def parse_date(text: str) -> date:
    """The date in text such as "1990-04-01", "19900401", "昭和60年4月1日" or "S60.4.1".

    Digits, separators and letters may be of any width. Raises NotUnderstood, also for a
    date that does not exist in the calendar or era.
    """
    plain = fold_plain(text.translate(_SIGNS)).upper()
    plain = _AROUND_SEPARATORS.sub(r"\1", plain)
    found = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
    if found is None:
        raise NotUnderstood(text)
    parts = found.groupdict()
    try:
        month, day = int(parts["month"]), int(parts["day"])
        if "era" not in parts:
            return date(int(parts["year"]), month, day)
        era = _BY_LETTER[parts["era"][0]]
        count = 1 if parts["of_era"] == "元" else int(parts["of_era"])
        born = date(era.first.year + count - 1, month, day)
    except ValueError as error:
        raise NotUnderstood(text) from error
    if not _is_in(era, born):
        raise NotUnderstood(text)
    return born


def era_of(day: date) -> Era | None:
    """The era of a day, or None before Meiji."""
    return next((era for era in reversed(ERAS) if day >= era.first), None)


def _is_in(era: Era, day: date) -> bool:
    """Whether the day is in the era; the day of a change belongs to both eras."""
    later = ERAS[ERAS.index(era) + 1 :]
    return era.first <= day and (not later or day <= later[0].first)
