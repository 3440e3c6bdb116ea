"""A row of the queue as text."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.desk.words import badge_of
from ndl.registration.browser.desk.words import title_of_state
from ndl.registration.browser.languages import page_language
from ndl.registration.browser.person import TYPES
from ndl.registration.clock import today
from ndl.registration.declaration.countries import country_name
from ndl.registration.documents.kinds import kind_title
from ndl.registration.patrons.record import PatronClass
from ndl.registration.review.entry import ApplicationKind
from ndl.registration.review.entry import IndexEntry
from ndl.registration.review.entry import Sign
from ndl.registration.review.states import is_open


KINDS = {
    ApplicationKind.NEW: _("First application"),
    ApplicationKind.AGAIN: _("Again"),
    ApplicationKind.CHANGE: _("Change"),
}
SIGNS = {
    Sign.DUPLICATE: _("Possible duplicate"),
    Sign.SCREENSHOT: _("Looks like a screenshot"),
    Sign.SECOND: _("Second application"),
    Sign.NOTE: _("Note"),
}


@dataclass(frozen=True)
class Row:
    """A row of the queue."""

    number: str
    url: str
    name: str
    kana: str
    user_id: str
    received: str
    due: str
    is_late: bool
    kind: str
    type: str
    country: str
    document: str
    signs: tuple[str, ...]
    holder: str
    state: str
    badge: str


def row_of(entry: IndexEntry, desk_url: str) -> Row:
    """A row of the queue, in the language of the page."""
    patron_class = entry.patron_class
    return Row(
        number=entry.number,
        url=f"{desk_url}/{entry.number}",
        name=entry.name,
        kana=entry.kana,
        user_id=entry.user_id,
        received=show_moment(entry.received),
        due=show_day(entry.due_day),
        is_late=is_open(entry.state) and entry.due_day < today(),
        kind=KINDS[ApplicationKind(entry.kind)],
        type=TYPES[PatronClass(patron_class)] if patron_class else "",
        country=country_name(entry.country, page_language()) if entry.country else "",
        document=kind_title(entry.document or None),
        signs=tuple(SIGNS[Sign(sign)] for sign in entry.signs),
        holder=entry.holder,
        state=title_of_state(entry.state),
        badge=badge_of(entry.state),
    )
