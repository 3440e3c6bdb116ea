"""The health of registration and login, for site managers and load balancers."""

from ndl.registration import _
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.config import PLUGIN_ID
from ndl.registration.health.examine import examine
from ndl.registration.health.finding import Level
from ndl.registration.health.finding import Result
from ndl.registration.health.finding import SEVERITY
from ndl.registration.health.finding import worst
from ndl.registration.health.visit import Visit
from ndl.registration.pas.guard import is_installed
from ndl.registration.review.retention import erase_due_pictures
from Products.Five.browser import BrowserView
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin


BADGES = {
    Level.OK: (_("In order"), "text-bg-success"),
    Level.WARNING: (_("Warning"), "text-bg-warning"),
    Level.UNSAFE: (_("Unsafe"), "text-bg-danger"),
}
SUMMARIES = {
    Level.OK: (_("Everything is in order."), "alert-success"),
    Level.WARNING: (
        _("There are no errors, but please look at the warnings."),
        "alert-warning",
    ),
    Level.UNSAFE: (
        _("There are security problems. Please fix them first."),
        "alert-danger",
    ),
}


class HealthPage(PortalPage):
    """The page `@@registration-health`."""

    title = _("Health of registration and login")
    connect = False

    def refuse(self, message: str, field: str = "") -> str:
        """Show the message above all findings."""
        self.flash(message, "error")
        return self.get()

    def get(self) -> str:
        """Show all findings."""
        self.results = self._examine()
        return self.index()

    def post(self) -> str:
        """Check other servers or erase due pictures; then show all findings."""
        if "connect" in self.request.form:
            self.connect = True
        if "erase" in self.request.form:
            number = erase_due_pictures()
            words = _(
                "Applications whose pictures were erased: ${number}.",
                mapping={"number": number},
            )
            self.flash(words)
        return self.get()

    def _examine(self) -> list[Result]:
        seen = Visit(self.request.getClientAddr(), self.context.absolute_url())
        found = examine(seen, self.connect)
        return sorted(found, key=_severity, reverse=True)

    @property
    def summary(self) -> tuple[str, str]:
        """A sentence on the worst finding, and the CSS class of its box."""
        return SUMMARIES[worst(self.results)]

    def badge(self, result: Result) -> tuple[str, str]:
        """The text of a result's badge, and its CSS class."""
        return BADGES[result.finding.level]

    def can_erase(self, result: Result) -> bool:
        """Whether the button that erases pictures is shown beside the result."""
        return result.name == "pictures" and result.finding.level is not Level.OK


def _severity(result: Result) -> int:
    return SEVERITY.index(result.finding.level)


class AliveView(BrowserView):
    """The page `alive`: 200 if the login is in service, else 503; no details."""

    def __call__(self) -> str:
        """One line of text. Reading the plugins proves the database available."""
        keep_private(self.request)
        self.request.response.setHeader("Content-Type", "text/plain; charset=utf-8")
        if self._is_in_service():
            return "ok\n"
        self.request.response.setStatus(503)
        return "out of service\n"

    def _is_in_service(self) -> bool:
        plugins = self.context.acl_users.plugins
        first = plugins.listPluginIds(IAuthenticationPlugin)[:1]
        return is_installed() and first == (PLUGIN_ID,)
