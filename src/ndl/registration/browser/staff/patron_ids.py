"""Patron IDs of staff, so that nobody decides about themselves (R122)."""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.page import IPortalPage
from ndl.registration.folding import fold_user_id
from ndl.registration.login.sources import get_identity
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.review.own_patrons import get_staff_patrons
from ndl.registration.review.own_patrons import link_patron
from ndl.registration.review.own_patrons import unlink_patron
from ndl.registration.staff.accounts import covered_accounts
from ndl.registration.staff.source import STAFF
from Products.Five.browser import BrowserView
from zope.interface import implementer


LINKED = _("The patron ID has been recorded.")
UNLINKED = _("The patron ID has been taken back.")
UNKNOWN_STAFF = _("No account of staff has this user ID.")
NOT_ONES_OWN = _("Another manager has to take back your own patron ID.")


@implementer(IPortalPage)
class OwnPatronIds(BrowserView):
    """The page `own-patron-id` of the desk: one's own, to be added only."""

    title = _("Your own patron ID")
    error = ""

    def __call__(self) -> str:
        """Show the page, or record what was typed."""
        keep_private(self.request)
        self.request.set("disable_plone.leftcolumn", True)
        if self.request.method != "POST":
            return self.index()
        if not has_valid_token(self.request):
            flash(self.request, PAGE_TOO_OLD, "error")
        elif not self.link():
            return self.index()
        return self.request.response.redirect(self.url)

    @property
    def url(self) -> str:
        """The address of this page."""
        return f"{self.context.absolute_url()}/{self.__name__}"

    @property
    def typed(self) -> str:
        """The patron ID as it was typed."""
        return text_of(self.request, "patron_id")

    @property
    def linked(self) -> tuple[str, ...]:
        """The patron IDs of whoever is logged in."""
        return get_staff_patrons().patrons_of(_current_id())

    def link(self) -> bool:
        """Record the typed patron ID; otherwise say what is wrong with it."""
        return self.link_to(_current_id())

    def link_to(self, staff_id: str) -> bool:
        """Record the typed patron ID for somebody of the staff."""
        try:
            link_patron(staff_id, fold_user_id(self.typed))
        except UnknownPatron as error:
            self.error = error.message
            return False
        flash(self.request, LINKED)
        return True


@dataclass(frozen=True)
class Holder:
    """A staff account with the patron IDs that it holds."""

    user_id: str
    patron_ids: tuple[str, ...]
    is_me: bool


class StaffPatronIds(OwnPatronIds):
    """The page `staff-patron-ids`: those of all staff, for managers."""

    title = _("Patron IDs of staff")
    staff_error = ""

    @property
    def staff_id(self) -> str:
        """The account as it was typed."""
        return text_of(self.request, "staff_id")

    @property
    def holders(self) -> list[Holder]:
        """The accounts that see applications, and whoever holds a patron ID."""
        register = get_staff_patrons()
        known = {who.user_id for who in covered_accounts()} | {*register.holders()}
        return [
            Holder(who, register.patrons_of(who), who == _current_id())
            for who in sorted(known)
        ]

    def link(self) -> bool:
        """Record a patron ID for the typed account, or take one back."""
        if text_of(self.request, "change") == "unlink":
            return self._unlink()
        if not self.staff_id or get_identity(STAFF, self.staff_id) is None:
            self.staff_error = UNKNOWN_STAFF
            return False
        return self.link_to(self.staff_id)

    def _unlink(self) -> bool:
        if self.staff_id == _current_id():
            flash(self.request, NOT_ONES_OWN, "error")
            return True
        unlink_patron(self.staff_id, self.typed)
        flash(self.request, UNLINKED)
        return True


def _current_id() -> str:
    return getSecurityManager().getUser().getId() or ""
