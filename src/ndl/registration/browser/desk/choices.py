"""Filters and sort orders above the queue."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.desk.row import KINDS
from ndl.registration.browser.desk.row import SIGNS
from ndl.registration.browser.languages import page_language
from ndl.registration.declaration.countries import countries_in
from ndl.registration.review.filters import ANY_SIGN
from ndl.registration.review.filters import ME
from ndl.registration.review.filters import NOBODY
from ndl.registration.review.filters import YES


ALL = _("All")
_WHO = ((ME, _("Claimed by me")), (NOBODY, _("Claimed by nobody")))
_OVERDUE = ((YES, _("Overdue")),)
_SORT = (
    ("-received", _("Newest first")),
    ("due", _("To be decided first")),
    ("name", _("By name")),
)
_OLDEST = _("Oldest first")


@dataclass(frozen=True)
class Choice:
    """An option to choose: a link, or a value in a form."""

    title: str
    value: str
    is_chosen: bool
    count: str = ""
    look: str = "text-bg-light"


@dataclass(frozen=True)
class Question:
    """A filter field: a select, or without choices an input of type `kind`."""

    name: str
    title: str
    choices: tuple[Choice, ...] = ()
    value: str = ""
    kind: str = "date"


def choices_of(asked: Mapping[str, str]) -> list[Question]:
    """The fields of the filter form, filled with the values of the URL."""
    countries = [(t.value, t.title) for t in countries_in(page_language())]
    signs = ((ANY_SIGN, _("Any mark")), *SIGNS.items())
    return [
        question_of(asked, "who", _("Claimed by"), _WHO),
        question_of(asked, "overdue", _("To be decided by"), _OVERDUE),
        question_of(asked, "marked", _("Marks"), signs),
        question_of(asked, "kind", _("Application"), KINDS.items()),
        question_of(asked, "country", _("Country/Region of Residence"), countries),
        Question("day", _("Received on"), value=asked.get("day", "")),
        question_of(asked, "sort", _("Order"), _SORT, _OLDEST),
    ]


def question_of(
    asked: Mapping[str, str],
    name: str,
    title: str,
    values: Iterable[tuple[str, str]],
    first: str = ALL,
) -> Question:
    """A select of `values`; the option for no filter comes first."""
    chosen = asked.get(name, "")
    found = (("", first), *values)
    choices = tuple(Choice(t, value, value == chosen) for value, t in found)
    return Question(name, title, choices, chosen)
