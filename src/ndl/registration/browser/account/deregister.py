"""The page `deregister`: shows the consequences, then asks for the password."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.account.deregister import Consequences
from ndl.registration.account.deregister import consequences_for
from ndl.registration.account.deregister import deregister
from ndl.registration.account.schema import IDeregistration
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.person import PatronMixin
from ndl.registration.errors import Code
from ndl.registration.web.cookies import BROWSER
from ndl.registration.web.cookies import drop_cookie
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import SESSION
from ndl.registration.web.cookies import set_cookie
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.action import Action


_ENDED = "ndl_ended"
_MINUTES = 10


class Deregister(PatronMixin, PortalForm):
    """The form for the password, which is never sent back."""

    label = _("Deregister")
    schema = IDeregistration
    template = ViewPageTemplateFile("deregister.pt")
    needs_fresh_code = True
    error_fields = {Code.PASSWORD_WRONG: "present"}

    @cached_property
    def consequences(self) -> Consequences:
        """The consequences of the deregistration."""
        return consequences_for(self.patron)

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs."""
        super().updateWidgets(prefix)
        self.hide_password(self.widgets["present"])
        self.widgets["present"].attributes["autocomplete"] = "current-password"

    @button.buttonAndHandler(_("Deregister"), name="deregister")
    def deregister(self, action: Action) -> None:
        """End the registration and expire the login cookies."""
        data = self.values()
        if data is None:
            return
        deregister(self.patron, data["present"])
        response = self.request.response
        drop_cookie(response, SESSION)
        drop_cookie(response, BROWSER)
        response.expireCookie("__ac", path="/")
        set_cookie(response, _ENDED, "1", _MINUTES * 60)
        response.redirect(f"{self.context.absolute_url()}/deregistered")


class Deregistered(PortalPage):
    """The confirmation of a deregistration; the visitor is anonymous by then."""

    title = _("Your registration has ended")

    def get(self) -> str:
        """Show the confirmation, to the browser in which it happened alone."""
        if not read_cookie(self.request, _ENDED):
            return self.redirect(self.context.absolute_url())
        return self.index()
