"""The list of possible duplicates (R54, R152)."""

from dataclasses import dataclass
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.desk.comparison import compare
from ndl.registration.browser.desk.comparison import ComparingPage
from ndl.registration.browser.desk.comparison import Comparison
from ndl.registration.review.queue import BATCH
from ndl.registration.review.suspects import dismiss_suspect
from ndl.registration.review.suspects import find_people
from ndl.registration.review.suspects import list_suspects
from ndl.registration.review.suspects import mark_of
from plone.batching import Batch


@dataclass(frozen=True)
class DuplicateEntry:
    """A patron on the list, beside the possible duplicates.

    `is_alone`: no duplicate is left. `seen`: token of the state that is shown.
    """

    user_id: str
    others: list[str]
    comparison: Comparison
    is_alone: bool
    seen: str


class Duplicates(ComparingPage):
    """The page `possible-duplicates` of the desk."""

    title = _("Possible duplicates")

    def get(self) -> str:
        """Show the list; each comparison is audited."""
        for entry in self.entries:
            self.note_comparison(entry.user_id, entry.others)
        return self.index()

    def post(self) -> str:
        """Remove an entry from the list."""
        dismiss_suspect(self.text_of("user_id"), self.text_of("seen"))
        self.flash(_("The entry has been removed from the list."))
        return self.redirect(self.url)

    def box_of(self, entry: DuplicateEntry) -> str:
        """The comparison of an entry, as HTML."""
        return self.show_comparison(entry.comparison, self.context.absolute_url())

    @cached_property
    def batch(self) -> Batch:
        """The user IDs on this page of the list."""
        start = self.batch_start
        return Batch(list_suspects(), size=BATCH, start=start)

    @cached_property
    def entries(self) -> list[DuplicateEntry]:
        """The entries of this page; each compares the new patron with the others."""
        return [_entry(user_id) for user_id in self.batch]


def _entry(user_id: str) -> DuplicateEntry:
    people = find_people(user_id)
    others = [patron.user_id for patron in people if patron.user_id != user_id]
    mark = mark_of(user_id, people)
    return DuplicateEntry(user_id, others, compare(people), not others, mark)
