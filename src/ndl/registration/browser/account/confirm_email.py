"""The page `confirm-email` of the mailed link: GET shows the change, POST makes it."""

from ndl.registration import _
from ndl.registration.account.change_email import confirm_email
from ndl.registration.account.change_email import open_change
from ndl.registration.account.email_link import EmailLinkForeign
from ndl.registration.account.email_link import read_email_link
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.current_user import current_user_id
from ndl.registration.errors import DomainError
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.web.links import drop_link
from ndl.registration.web.links import HANDLE
from ndl.registration.web.links import keep_link
from ndl.registration.web.links import leave_token
from ndl.registration.web.links import link_handle
from ndl.registration.web.links import link_token
from ndl.registration.web.links import require_link
from plone import api
from urllib.parse import urlencode


TO_CONFIRM = _(
    "Log in to confirm the new email address. Only the person who asked for the change "
    "can do so. If you did not ask for it, you do not need to do anything."
)


class ConfirmEmail(PortalPage):
    """Confirms the change, with a login of the patron who requested it.

    A mistyped address may have sent the link to a stranger.
    """

    title = _("Confirm your new email address")
    address = ""
    was_tried = False

    @property
    def token(self) -> str:
        """The token of the link, also kept in a hidden field."""
        return link_token(self.request)

    def get(self) -> str:
        """Show the new address with a button, or the reason why the link is invalid."""
        if self.was_tried:
            return self.index()
        try:
            require_link(self.request)
            read_email_link(self.token)
            keep_link(self.request)
            if leave_token(self.request):
                return ""
            if api.user.is_anonymous():
                return self._log_in()
            self.address = open_change(self._patron, self.token)
        except DomainError as error:
            self.message = self.message or error.message
        return self.index()

    def post(self) -> str:
        """Change the address."""
        if api.user.is_anonymous():
            return self._log_in()
        self.was_tried = True
        confirm_email(self._patron, self.token)
        drop_link(self.request)
        self.flash(_("Your email address has been changed."))
        return self.redirect(f"{self.context.absolute_url()}/my-account")

    @property
    def _patron(self) -> Patron:
        """The logged-in patron. Raises EmailLinkForeign for staff."""
        patron = get_directory().get(current_user_id())
        if patron is None:
            raise EmailLinkForeign
        return patron

    def _log_in(self) -> str:
        """Redirect to the login, which leads back; a cookie keeps the link."""
        self.flash(TO_CONFIRM)
        back = f"{self.url}?{urlencode({HANDLE: link_handle(self.token)})}"
        query = urlencode({"came_from": back})
        return self.redirect(f"{self.context.absolute_url()}/login?{query}")
