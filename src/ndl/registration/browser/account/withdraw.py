"""The page `withdraw-application`, which asks for confirmation."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.account.application_steps import withdraw_application
from ndl.registration.account.my_application import my_applications
from ndl.registration.account.my_application import UnknownApplication
from ndl.registration.browser.account.application import show_application
from ndl.registration.browser.account.application import ShownApplication
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.person import PatronMixin


WITHDRAWN = _("Your application has been withdrawn.")


class WithdrawApplication(PatronMixin, PortalPage):
    """The application that can be withdrawn, with a button."""

    title = _("Withdraw your application")

    @cached_property
    def shown(self) -> ShownApplication | None:
        """The newest application that can be withdrawn; None if there is none."""
        found = [one for one in my_applications(self.patron) if one.can_withdraw]
        return show_application(found[0]) if found else None

    def post(self) -> str:
        """Withdraw the application that was shown."""
        number = self.text_of("number")
        if not number:
            raise UnknownApplication
        withdraw_application(self.patron, number)
        self.flash(WITHDRAWN)
        return self.redirect(f"{self.context.absolute_url()}/my-account")
