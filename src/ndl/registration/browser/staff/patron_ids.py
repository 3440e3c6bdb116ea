"""Patron IDs of staff, to prevent decisions on own applications (R122)."""

from ndl.registration import _
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.errors import Code
from ndl.registration.staff.patron_ids import all_holders
from ndl.registration.staff.patron_ids import Holder
from ndl.registration.staff.patron_ids import my_patron_ids
from ndl.registration.staff.patron_ids import OwnPatronId
from ndl.registration.staff.patron_ids import record_for
from ndl.registration.staff.patron_ids import record_mine
from ndl.registration.staff.patron_ids import Relation
from ndl.registration.staff.patron_ids import take_back


LINKED = _("The patron ID has been recorded.")
UNLINKED = _("The patron ID has been removed.")


class OwnPatronIds(PortalPage):
    """The page `own-patron-id` of the desk: to be added only.

    The user's own patron IDs, and those of persons whose applications others decide.
    """

    title = _("Your own patron ID, and persons close to you")
    error_fields = {
        Code.UNKNOWN_PATRON: "patron_id",
        Code.UNKNOWN_STAFF: "staff_id",
    }

    def prepare(self) -> None:
        """Leave away the column whose navigation would list applications."""
        self.request.set("disable_plone.leftcolumn", True)

    def post(self) -> str:
        """Record the typed patron ID."""
        record_mine(self.typed, self.relation)
        return self.done(LINKED)

    @property
    def typed(self) -> str:
        """The patron ID as it was typed."""
        return self.text_of("patron_id")

    @property
    def linked(self) -> tuple[str, ...]:
        """The patron IDs of the current user."""
        return my_patron_ids().own

    @property
    def close(self) -> tuple[str, ...]:
        """The patrons on whom the current user does not decide."""
        return my_patron_ids().close

    @property
    def relation(self) -> Relation:
        """The patron with the typed user ID."""
        is_close = self.text_of("relation") == Relation.CLOSE
        return Relation.CLOSE if is_close else Relation.OWN

    def done(self, message: str, kind: str = "info") -> str:
        """Show the page anew, with a message."""
        self.flash(message, kind)
        return self.redirect(self.url)


class StaffPatronIds(OwnPatronIds):
    """The page `staff-patron-ids`: those of all staff, for managers."""

    title = _("Patron IDs of staff")

    @property
    def staff_id(self) -> str:
        """The account as it was typed."""
        return self.text_of("staff_id")

    @property
    def holders(self) -> list[Holder]:
        """The accounts that see applications or hold a patron ID."""
        return all_holders()

    @property
    def me(self) -> str:
        """The account of the manager, who takes back nothing of it."""
        return my_patron_ids().user_id

    def post(self) -> str:
        """Record a patron ID for the typed account, or take one back."""
        if self.text_of("change") == "unlink":
            return self._unlink()
        record_for(self.staff_id, self.typed, self.relation)
        return self.done(LINKED)

    def _unlink(self) -> str:
        try:
            take_back(self.staff_id, self.typed, self.relation)
        except OwnPatronId as error:
            return self.done(error.message, "error")
        return self.done(UNLINKED)
