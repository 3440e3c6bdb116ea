"""Decisions of editors on possible duplicates (R54, R152)."""

from ndl.registration import _
from ndl.registration.account.same_person import keep_one
from ndl.registration.browser.desk.page import DeskPage
from ndl.registration.errors import DomainError
from ndl.registration.review.errors import StaleEntry
from ndl.registration.review.suspects import distinguish

import transaction


class NotSamePerson(DeskPage):
    """The page `not-same-person`: records that two patrons are different persons."""

    @property
    def url(self) -> str:
        """URL to go to after the decision or a refusal."""
        number = self.text_of("application")
        page = number if number in self.context else "possible-duplicates"
        return f"{self.context.absolute_url()}/{page}"

    def get(self) -> str:
        """Redirect: this page shows nothing."""
        return self.redirect(self.url)

    def post(self) -> str:
        """Record the decision and confirm it."""
        distinguish(self.one, self.other, self.seen)
        self.flash(_("They are no longer shown as possible duplicates."))
        return self.redirect(self.url)

    def refuse_for(self, error: DomainError) -> str:
        """Show the refusal, and discard all changes of this request."""
        transaction.doom()
        return super().refuse_for(error)

    @property
    def one(self) -> str:
        """User ID of the first patron."""
        return self.text_of("one")

    @property
    def other(self) -> str:
        """User ID of the patron compared with the first."""
        return self.text_of("other")

    @property
    def seen(self) -> str:
        """Token of both registrations as the editor saw them."""
        return self.sealed_of("pair")


class SamePerson(NotSamePerson):
    """The page `same-person`: two patrons are one person, and one user ID is kept."""

    def post(self) -> str:
        """Close the user ID that is not kept."""
        keep, pair = self.text_of("keep"), {self.one, self.other}
        rest = pair - {keep}
        if len(rest) != 1:
            raise StaleEntry
        closed = rest.pop()
        keep_one(keep, closed, self.seen)
        said = _(
            "The user ID ${closed} has been closed, and the patron has been told.",
            mapping={"closed": closed},
        )
        self.flash(said)
        return self.redirect(self.url)
