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
    """The page `own-patron-id` of the desk; staff can only add IDs here.

    IDs are the user's own, or those of close persons, on whose applications the user
    does not decide.
    """

    title = _("Your own patron ID, and persons close to you")
    error_fields = {
        Code.UNKNOWN_PATRON: "patron_id",
        Code.UNKNOWN_STAFF: "staff_id",
    }

    def prepare(self) -> None:
        """Switch off the left column, whose navigation would list applications."""
        self.request.set("disable_plone.leftcolumn", True)

    def post(self) -> str:
        """Record the typed patron ID."""
        record_mine(self.typed, self.relation)
        return self.done(LINKED)

    @property
    def typed(self) -> str:
        """The patron ID as typed."""
        return self.text_of("patron_id")

    @property
    def linked(self) -> tuple[str, ...]:
        """The user's own patron IDs."""
        return my_patron_ids().own

    @property
    def close(self) -> tuple[str, ...]:
        """Patron IDs of persons close to the user."""
        return my_patron_ids().close

    @property
    def relation(self) -> Relation:
        """The chosen relation; own by default."""
        is_close = self.text_of("relation") == Relation.CLOSE
        return Relation.CLOSE if is_close else Relation.OWN

    def done(self, message: str, kind: str = "info") -> str:
        """Redirect to this page with a message."""
        self.flash(message, kind)
        return self.redirect(self.url)


class StaffPatronIds(OwnPatronIds):
    """The page `staff-patron-ids`: the IDs of all staff, for managers."""

    title = _("Patron IDs of staff")

    @property
    def staff_id(self) -> str:
        """The staff account as typed."""
        return self.text_of("staff_id")

    @property
    def holders(self) -> list[Holder]:
        """The accounts that may see applications or have patron IDs."""
        return all_holders()

    @property
    def me(self) -> str:
        """The manager's own account, of which IDs cannot be removed here."""
        return my_patron_ids().user_id

    def post(self) -> str:
        """Record a patron ID for the account, or remove one."""
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
