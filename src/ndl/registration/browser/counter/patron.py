"""The page `counter-patron`: the data of a patron, and the possible actions."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.counter.at_counter import AtCounter
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.desk.words import title_of_state
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.person import address_rows
from ndl.registration.browser.person import extra_rows
from ndl.registration.browser.person import language_rows
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import phone_row
from ndl.registration.browser.person import Rows
from ndl.registration.browser.person import TYPES
from ndl.registration.counter.find import open_patron
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.review.own_patrons import is_about_me
from ndl.registration.review.queue import applications_of
from ndl.registration.review.queue import open_application_of
from ndl.registration.review.states import state_of


class CounterPatron(AtCounter, PortalPage):
    """The data and actions of a patron; each look is audited."""

    def prepare(self) -> None:
        """Switch off the side columns."""
        self.hide_columns()

    def get(self) -> str:
        """Show the data."""
        if self.is_lost:
            return ""
        open_patron(self.patron.user_id)
        return self.index()

    @property
    def title(self) -> str:
        """The title, with the user ID."""
        return _("Patron ${user_id}", mapping={"user_id": self.patron.user_id})

    @cached_property
    def is_own(self) -> bool:
        """Whether the officer is the patron."""
        return is_about_me(self.patron)

    @property
    def is_expired(self) -> bool:
        """Whether the registration has expired."""
        return self.patron.is_expired

    @property
    def identity(self) -> Rows:
        """The data to compare with the document."""
        return [*name_rows(self.patron), *address_rows(self.patron)]

    @property
    def registration(self) -> Rows:
        """The other data on file."""
        patron = self.patron
        return [
            (_("Registration type"), TYPES[patron.patron_class]),
            (_("Registered"), show_moment(patron.registered_at)),
            (_("Expiration date"), show_day(patron.valid_until)),
            (_("Card number"), patron.card or _("None")),
            (_("Email address"), patron.email or _("None")),
            phone_row(patron),
            *language_rows(patron),
            *extra_rows(patron),
        ]

    @property
    def applications(self) -> list[dict[str, str]]:
        """The applications of the patron, the newest first."""
        return [
            {
                "number": one.getId(),
                "state": title_of_state(state_of(one)),
                "submitted": show_moment(one.submitted_at),
            }
            for one in applications_of(self.patron.user_id)
        ]

    @property
    def others(self) -> list[str]:
        """Other user IDs that may belong to the same person (R54)."""
        return [other.user_id for other in find_duplicates(self.patron)]

    @property
    def acts(self) -> list[dict[str, str]]:
        """The actions that are possible for the patron now."""
        if self.is_own or self.is_expired:
            return []
        patron, waiting = self.patron, open_application_of(self.patron.user_id)
        replace = _("Replace the card") if patron.card else _("Record a card")
        offered = (
            ("counter-official", MAKE_OFFICIAL, not patron.is_official),
            ("counter-correct", _("Correct name or date of birth"), True),
            ("counter-email", _("Enter another email address"), True),
            ("counter-slip", _("Issue a slip with an initial password"), True),
            ("counter-card", replace, True),
            ("counter-block-card", _("Block the card"), bool(patron.card)),
            ("counter-withdraw", _("Withdraw the application"), waiting is not None),
            ("counter-deregister", _("Deregister the patron"), True),
        )
        return [
            {"url": self.page_url(page), "title": title, "name": page}
            for page, title, is_possible in offered
            if is_possible
        ]


MAKE_OFFICIAL = _("Make the patron an official registered user")
