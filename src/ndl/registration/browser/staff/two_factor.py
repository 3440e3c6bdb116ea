"""The page that switches two-factor login of staff on and off."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.forms.page import ActionPage
from ndl.registration.browser.forms.request import PAGE_EXPIRED
from ndl.registration.current_user import current_user_id
from ndl.registration.interfaces import Identity
from ndl.registration.login.sources import get_identity
from ndl.registration.patrons.email import mask_email
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from ndl.registration.staff.accounts import covered_accounts
from ndl.registration.staff.source import is_root_user
from ndl.registration.staff.source import STAFF
from ndl.registration.web.fresh import CODE_NOT_FRESH
from ndl.registration.web.fresh import has_fresh_code
from ndl.registration.web.fresh import login_again
from plone import api
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.utils import mergedTaggedValueList


@dataclass(frozen=True)
class Row:
    """A staff account as texts."""

    user_id: str
    name: str
    recipient: str


class StaffTwoFactor(ActionPage):
    """The page `staff-two-factor`.

    Only a manager who has just entered a mailed code can switch it on, which proves
    that the manager can log in afterwards.
    """

    title = _("Two-factor login of staff")

    def post(self) -> str:
        """Switch two-factor login on or off."""
        switch = self.text_of("switch")
        if switch not in ("on", "off"):
            return self.refuse(PAGE_EXPIRED)
        if not self.may_turn or (switch == "on" and self.is_root):
            return self.refuse(CODE_NOT_FRESH)
        settings().staff_code = switch == "on"
        self.flash(SWITCHED_ON if switch == "on" else SWITCHED_OFF)
        return self.redirect(self.url)

    @property
    def url(self) -> str:
        """The URL of this page."""
        return f"{self.context.absolute_url()}/@@staff-two-factor"

    @property
    def settings_url(self) -> str:
        """The URL of the settings tab with roles and service accounts.

        Plone numbers its tabs; the first one is "General".
        """
        sets = mergedTaggedValueList(IRegistrationSettings, FIELDSETS_KEY)
        number = [each.__name__ for each in sets].index("staff") + 1
        panel = f"{self.context.absolute_url()}/@@ndl-registration-controlpanel"
        return f"{panel}#autotoc-item-autotoc-{number}"

    @property
    def login_again(self) -> str:
        """URL for a new login that returns to this page."""
        return login_again(self.request)

    @property
    def is_on(self) -> bool:
        """Whether two-factor login is on."""
        return bool(settings().staff_code)

    @property
    def may_turn(self) -> bool:
        """Whether the manager has recently entered a code, or cannot enter one."""
        return has_fresh_code(self.request)

    @property
    def is_root(self) -> bool:
        """Whether the manager is a user of the Zope root."""
        return is_root_user()

    @property
    def recipient(self) -> str:
        """The manager's masked address, or empty."""
        own = get_identity(STAFF, current_user_id())
        return mask_email(own.email) if own is not None and own.email else ""

    @property
    def accounts(self) -> list[Row]:
        """The accounts that must log in with a code once it is on."""
        return [_row(identity) for identity in covered_accounts()]

    @property
    def exempt(self) -> tuple[str, ...]:
        """The user IDs that log in with a password alone."""
        return settings().exempt_accounts or ()


def _row(identity: Identity) -> Row:
    user = api.user.get(userid=identity.user_id)
    name = user.getProperty("fullname", "") or identity.login
    recipient = mask_email(identity.email) if identity.email else ""
    return Row(identity.user_id, name, recipient)


SWITCHED_ON = _(
    "Two-factor login of staff is switched on. Staff who are logged in with a "
    "password alone must log in again."
)
SWITCHED_OFF = _(
    "Two-factor login of staff is switched off. Staff log in with a password alone."
)
