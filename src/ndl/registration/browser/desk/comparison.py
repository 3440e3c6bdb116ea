"""People who may be the same person, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.desk.page import DeskPage
from ndl.registration.browser.person import address_rows
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import phone_row
from ndl.registration.browser.person import Rows
from ndl.registration.browser.person import TYPES
from ndl.registration.config import PERMISSION_MERGE
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.suspects import pair_mark
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


@dataclass(frozen=True)
class Line:
    """One row: the value of each person; empty where it does not apply."""

    title: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the values differ."""
        return len(set(self.values)) > 1


@dataclass(frozen=True)
class Pair:
    """Two registrations that an editor compares, with the token of their state."""

    one: str
    other: str
    seen: str


@dataclass(frozen=True)
class Comparison:
    """A comparison of the first person with each of the others."""

    user_ids: tuple[str, ...]
    lines: tuple[Line, ...]
    pairs: tuple[Pair, ...]


def compare(people: Sequence[Patron]) -> Comparison:
    """Compare people side by side. The first is paired with each of the others."""
    columns = [dict(_rows(patron)) for patron in people]
    titles = dict.fromkeys(title for column in columns for title in column)
    first, others = people[0], people[1:]
    return Comparison(
        user_ids=tuple(patron.user_id for patron in people),
        lines=tuple(
            Line(title, tuple(column.get(title, "") for column in columns))
            for title in titles
        ),
        pairs=tuple(
            Pair(first.user_id, other.user_id, pair_mark(first, other))
            for other in others
        ),
    )


class ComparingPage(DeskPage):
    """A page that compares people, with buttons for the editor's decision."""

    comparison_box = ViewPageTemplateFile("comparison.pt")

    def show_comparison(
        self, comparison: Comparison, desk_url: str, number: str = ""
    ) -> str:
        """The table and its buttons; `number` is the application to return to."""
        return self.comparison_box(
            comparison=comparison,
            desk_url=desk_url,
            number=number,
            may_merge=api.user.has_permission(PERMISSION_MERGE, obj=self.context),
        )

    @staticmethod
    def note_comparison(user_id: str, others: list[str]) -> None:
        """Audit that an editor has seen these people side by side."""
        audit(AuditTag.PATRONS_COMPARED, user_id, others=others)


class PatronCompared(ComparingPage):
    """A page about a patron, compared with possible duplicates."""

    patron: Patron | None

    @property
    def patron_type(self) -> str:
        """Title of the patron's type of registration; empty if no longer registered."""
        return TYPES[self.patron.patron_class] if self.patron else ""

    @cached_property
    def duplicates(self) -> list[Patron]:
        """Other patrons who may be the same person."""
        return find_duplicates(self.patron) if self.patron else []

    @property
    def comparison(self) -> str:
        """The patron beside the possible duplicates, as HTML. Audits the look."""
        if self.patron is None:
            return ""
        desk, others = self.context.aq_parent.absolute_url(), self.duplicates
        named = [other.user_id for other in others]
        self.note_comparison(self.patron.user_id, named)
        people = compare([self.patron, *others])
        return self.show_comparison(people, desk, self.context.getId())


def _rows(patron: Patron) -> Rows:
    return [
        (_("Registration type"), TYPES[patron.patron_class]),
        (_("Registered"), show_moment(patron.registered_at)),
        (_("Valid until"), show_day(patron.valid_until)),
        *name_rows(patron),
        *address_rows(patron),
        phone_row(patron),
        (_("Email address"), patron.email or _("None")),
    ]
