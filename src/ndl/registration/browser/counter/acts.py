"""Actions at the counter, one page each."""

from ndl.registration import _
from ndl.registration.account.deregister import consequences_for
from ndl.registration.browser.counter.base import ActForm
from ndl.registration.browser.person import address_rows
from ndl.registration.browser.person import Rows
from ndl.registration.counter.application import verify_in_person
from ndl.registration.counter.application import withdraw_for
from ndl.registration.counter.cards import block_card
from ndl.registration.counter.cards import record_card
from ndl.registration.counter.for_patron import change_email_for
from ndl.registration.counter.for_patron import deregister_for
from ndl.registration.counter.schema import ICardNumber
from ndl.registration.counter.schema import IDocumentSeen
from ndl.registration.counter.schema import IEmailForPatron
from ndl.registration.counter.schema import INothing
from typing import Any


class Verify(ActForm):
    """The page `counter-official`."""

    label = _("Make the patron an official registered user")
    schema = IDocumentSeen
    verb = _("The document agrees: make official")
    done = _("The patron is an official registered user now.")
    explanations = (
        _(
            "Compare name, date of birth and address with the document. What differs "
            "has to be corrected first."
        ),
        _(
            "An application that waits for a decision is withdrawn, and its images are "
            "erased at once."
        ),
    )

    @property
    def rows(self) -> Rows:
        """The data to compare with the document."""
        return [*super().rows, *address_rows(self.patron)]

    def act(self, data: dict[str, Any]) -> None:
        """Make the patron an official registered user."""
        verify_in_person(self.patron, data["document"])


class Email(ActForm):
    """The page `counter-email`."""

    label = _("Enter another email address")
    schema = IEmailForPatron
    verb = _("Change the email address")
    done = _("The email address has been changed.")
    explanations = (
        _(
            "The new address takes effect immediately. Both addresses are notified "
            "and the patron is logged out everywhere."
        ),
    )

    def act(self, data: dict[str, Any]) -> None:
        """Replace the email address."""
        change_email_for(self.patron, data["email"], data["document"])


class Card(ActForm):
    """The page `counter-card`: a barcode reader types the number and presses Enter."""

    label = _("Record a card")
    schema = ICardNumber
    is_sensitive = False
    verb = _("Record the card")
    done = _("The card has been recorded.")
    explanations = (
        _("A card that the patron had before is blocked. Please collect it."),
    )

    def act(self, data: dict[str, Any]) -> None:
        """Record the card; a former one is blocked."""
        record_card(self.patron, data["card"])


class BlockCard(ActForm):
    """The page `counter-block-card`."""

    label = _("Block the card")
    schema = INothing
    is_sensitive = False
    verb = _("Block the card")
    done = _("The card has been blocked.")
    explanations = (
        _(
            "The card is void from now on, also when it is found again. Services on "
            "the web work without a card."
        ),
    )

    def act(self, data: dict[str, Any]) -> None:
        """Block the card."""
        block_card(self.patron)


class Withdraw(ActForm):
    """The page `counter-withdraw`."""

    label = _("Withdraw the application for the patron")
    schema = IDocumentSeen
    verb = _("Withdraw the application")
    done = _("The application has been withdrawn.")
    explanations = (
        _(
            "Nobody decides on it any more, and its images are erased at once. The "
            "patron can apply again at any time."
        ),
    )

    def act(self, data: dict[str, Any]) -> None:
        """Withdraw the application."""
        withdraw_for(self.patron, data["document"])


class Deregister(ActForm):
    """The page `counter-deregister`."""

    label = _("Deregister the patron")
    schema = IDocumentSeen
    is_final = True
    verb = _("Deregister")
    lead = _("Please tell the patron:")
    done = _("The registration has ended.")

    @property
    def explanations(self) -> tuple[str, ...]:  # type: ignore[override]
        """Consequences to explain to the patron first."""
        return consequences_for(self.patron).ends

    def act(self, data: dict[str, Any]) -> None:
        """End the registration."""
        deregister_for(self.patron, data["document"])

    @property
    def next_url(self) -> str:
        """URL of the search: the patron's page is gone."""
        return self.counter_url
