"""Removal in the add-ons control panel: with a warning, and all or nothing."""

from ndl.registration import _
from ndl.registration import PACKAGE_NAME
from ndl.registration.pas.guard import is_installed
from ndl.registration.web.fresh import current_needs_code
from ndl.registration.web.fresh import demand_fresh_code
from Products.CMFPlone.controlpanel.browser.quickinstaller import UninstallProductsView
from Products.statusmessages.interfaces import IStatusMessage
from urllib.parse import urlencode

import transaction


OPEN_AGAIN = _(
    "All users of this site log in with a password alone now. Patrons, "
    "applications, settings and texts are kept; installing again brings them back."
)


class UninstallView(UninstallProductsView):
    """The page `uninstall_products`, with refusals of the add-on as messages."""

    def __call__(self) -> None:
        """Ask for a code first, as the stock page cannot handle that request later."""
        if self.request.get("uninstall_product") != PACKAGE_NAME:
            super().__call__()
            return
        if current_needs_code():
            demand_fresh_code()
        super().__call__()
        if not is_installed():
            self._lead_to_stock_login()

    def uninstall_product(self, product_id: str) -> bool:
        """Remove a product; a failure rolls everything back."""
        before = transaction.savepoint()
        try:
            is_done = super().uninstall_product(product_id)
        except Exception:
            before.rollback()
            raise
        if is_done and product_id == PACKAGE_NAME:
            IStatusMessage(self.request).addStatusMessage(OPEN_AGAIN, type="warning")
        return is_done

    def _lead_to_stock_login(self) -> None:
        """Redirect to the login, as the session has ended; keeps the messages."""
        url = self.context.absolute_url()
        query = urlencode({"came_from": f"{url}/prefs_install_products_form"})
        self.request.response.redirect(f"{url}/login?{query}")
