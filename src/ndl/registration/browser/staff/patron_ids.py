"""Patron IDs of staff, to prevent decisions on own applications (R122)."""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.forms.request import flash
from ndl.registration.browser.forms.request import text_of
from ndl.registration.errors import Code
from ndl.registration.folding import fold_user_id
from ndl.registration.login.sources import get_identity
from ndl.registration.review.own_patrons import get_staff_patrons
from ndl.registration.review.own_patrons import link_patron
from ndl.registration.review.own_patrons import unlink_patron
from ndl.registration.review.recusals import end_recusal
from ndl.registration.review.recusals import get_recusals
from ndl.registration.review.recusals import recuse
from ndl.registration.staff.accounts import covered_accounts
from ndl.registration.staff.source import STAFF


LINKED = _("The patron ID has been recorded.")
UNLINKED = _("The patron ID has been taken back.")
CLOSE = "close"
UNKNOWN_STAFF = _("No account of staff has this user ID.")
NOT_ONES_OWN = _("Another manager has to take back your own patron ID.")


class OwnPatronIds(PortalPage):
    """The page `own-patron-id` of the desk: to be added only.

    One's own patron IDs, and those of persons on whom others decide.
    """

    title = _("Your own patron ID, and persons close to you")
    error_fields = {Code.UNKNOWN_PATRON: "patron_id"}

    def prepare(self) -> None:
        """Leave away the column whose navigation would list applications."""
        self.request.set("disable_plone.leftcolumn", True)

    def post(self) -> str:
        """Record the typed patron ID."""
        return self.link_to(_current_id())

    @property
    def typed(self) -> str:
        """The patron ID as it was typed."""
        return text_of(self.request, "patron_id")

    @property
    def linked(self) -> tuple[str, ...]:
        """The patron IDs of the current user."""
        return get_staff_patrons().patrons_of(_current_id())

    @property
    def close(self) -> tuple[str, ...]:
        """The patrons on whom the current user does not decide."""
        return get_recusals().patrons_of(_current_id())

    @property
    def is_close(self) -> bool:
        """Whether the typed ID is that of somebody else."""
        return text_of(self.request, "relation") == CLOSE

    def link_to(self, staff_id: str) -> str:
        """Record the typed patron ID for a member of staff."""
        record = recuse if self.is_close else link_patron
        record(staff_id, fold_user_id(self.typed))
        return self.done(LINKED)

    def done(self, message: str, kind: str = "info") -> str:
        """Show the page anew, with a message."""
        flash(self.request, message, kind)
        return self.redirect(self.url)


@dataclass(frozen=True)
class Holder:
    """A staff account with the patron IDs that it holds, and those close to it."""

    user_id: str
    patron_ids: tuple[str, ...]
    close: tuple[str, ...]
    is_me: bool


class StaffPatronIds(OwnPatronIds):
    """The page `staff-patron-ids`: those of all staff, for managers."""

    title = _("Patron IDs of staff")

    @property
    def staff_id(self) -> str:
        """The account as it was typed."""
        return text_of(self.request, "staff_id")

    @property
    def holders(self) -> list[Holder]:
        """The accounts that see applications or hold a patron ID."""
        register, recusals = get_staff_patrons(), get_recusals()
        known = {who.user_id for who in covered_accounts()} | {*register.holders()}
        known |= {staff_id for staff_id, _patrons in recusals.items()}
        return [
            Holder(
                who,
                register.patrons_of(who),
                recusals.patrons_of(who),
                who == _current_id(),
            )
            for who in sorted(known)
        ]

    def post(self) -> str:
        """Record a patron ID for the typed account, or take one back."""
        if text_of(self.request, "change") == "unlink":
            return self._unlink()
        if not self.staff_id or get_identity(STAFF, self.staff_id) is None:
            return self.refuse(UNKNOWN_STAFF, "staff_id")
        return self.link_to(self.staff_id)

    def _unlink(self) -> str:
        if self.staff_id == _current_id():
            return self.done(NOT_ONES_OWN, "error")
        take_back = end_recusal if self.is_close else unlink_patron
        take_back(self.staff_id, self.typed)
        return self.done(UNLINKED)


def _current_id() -> str:
    return getSecurityManager().getUser().getId() or ""
