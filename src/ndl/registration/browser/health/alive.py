"""Whether a load balancer may send requests to this process."""

from ndl.registration.browser.forms.request import keep_private
from ndl.registration.config import PLUGIN_ID
from ndl.registration.pas.guard import is_installed
from Products.Five.browser import BrowserView
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin


class AliveView(BrowserView):
    """The page `alive`: 200 if the login is in service, 503 if not; no details."""

    def __call__(self) -> str:
        """One word. That the site could be read shows that the database answers."""
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
