"""The list of people who may be registered twice (R54, R152)."""

from dataclasses import dataclass
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.desk.page import batch_start
from ndl.registration.browser.desk.page import prepare
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.page import IPortalPage
from ndl.registration.browser.person import address_rows
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import phone_row
from ndl.registration.browser.person import Rows
from ndl.registration.browser.person import TYPES
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.queue import BATCH
from ndl.registration.review.suspects import dismiss_suspect
from ndl.registration.review.suspects import find_people
from ndl.registration.review.suspects import list_suspects
from ndl.registration.review.suspects import mark_of
from plone.batching import Batch
from Products.Five.browser import BrowserView
from zope.interface import implementer


@dataclass(frozen=True)
class Entry:
    """A patron on the list, beside the people it may be."""

    user_id: str
    others: list[str]
    people: list[dict[str, object]]
    seen: str


@implementer(IPortalPage)
class Duplicates(BrowserView):
    """The page `possible-duplicates` of the desk."""

    title = _("Possible duplicates")

    def __call__(self) -> str:
        """Show the list, or take somebody from it."""
        prepare(self.request)
        if self.request.method == "POST":
            self._dismiss()
            self.request.response.redirect(self.url)
            return ""
        for entry in self.entries:
            audit(AuditTag.PATRONS_COMPARED, entry.user_id, others=entry.others)
        return self.index()

    @property
    def url(self) -> str:
        """This page."""
        return f"{self.context.absolute_url()}/possible-duplicates"

    @cached_property
    def batch(self) -> Batch:
        """The user IDs of this page."""
        start = batch_start(self.request)
        return Batch(list_suspects(), size=BATCH, start=start)

    @cached_property
    def entries(self) -> list[Entry]:
        """For each entry the new patron first, then the others."""
        return [_entry(user_id) for user_id in self.batch]

    def _dismiss(self) -> None:
        if not has_valid_token(self.request):
            flash(self.request, PAGE_TOO_OLD, "error")
            return
        try:
            dismiss_suspect(
                text_of(self.request, "user_id"), text_of(self.request, "seen")
            )
        except DomainError as error:
            flash(self.request, error.message, "error")
            return
        flash(self.request, _("The entry has been taken from the list."))


def _entry(user_id: str) -> Entry:
    people = find_people(user_id)
    others = [patron.user_id for patron in people if patron.user_id != user_id]
    cards = [_card(patron) for patron in people]
    return Entry(user_id, others, cards, mark_of(user_id, people))


def _card(patron: Patron) -> dict[str, object]:
    rows: Rows = [
        (_("Registration type"), TYPES[patron.patron_class]),
        (_("Registered"), show_moment(patron.registered_at)),
        *name_rows(patron),
        *address_rows(patron),
        phone_row(patron),
    ]
    return {"user_id": patron.user_id, "rows": rows}
