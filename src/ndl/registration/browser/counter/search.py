"""The page `registration-counter`: the search for a patron."""

from ndl.registration import _
from ndl.registration.browser.counter.at_counter import AtCounter
from ndl.registration.browser.dates import show_birth
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.person import TYPES
from ndl.registration.counter.find import find_patrons
from ndl.registration.counter.find import MOST
from ndl.registration.patrons.patron import Patron
from typing import Any


NOTHING = _("Enter something to look for.")


class Counter(AtCounter, PortalPage):
    """The search form. It is sent by POST to keep names out of URLs and logs."""

    title = _("Registration counter")
    found: list[Patron] | None = None

    def prepare(self) -> None:
        """Switch off the side columns."""
        self.hide_columns()

    def post(self) -> str:
        """Show the results; a single one at once."""
        if not self.typed.strip():
            return self.refuse(NOTHING, "wanted")
        self.found = find_patrons(self.typed)
        if len(self.found) == 1:
            self.patron = self.found[0]
            return self.redirect(self.patron_url)
        return self.get()

    @property
    def typed(self) -> str:
        """The search terms as typed."""
        return self.text_of("wanted")

    @property
    def most(self) -> int:
        """Maximum number of results."""
        return MOST

    @property
    def has_more(self) -> bool:
        """Whether there are more results than are shown."""
        return len(self.found or ()) > MOST

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The results as rows of the table."""
        return [self._row(patron) for patron in (self.found or ())[:MOST]]

    def _row(self, patron: Patron) -> dict[str, Any]:
        kana = f"{patron.family_kana} {patron.given_kana}".strip()
        url = f"{self.context.absolute_url()}/counter-patron?patron={patron.user_id}"
        return {
            "url": url,
            "user_id": patron.user_id,
            "name": patron.full_name,
            "kana": kana,
            "born": show_birth(patron.birth_date),
            "type": TYPES[patron.patron_class],
            "expired": patron.is_expired,
        }
