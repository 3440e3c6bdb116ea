"""Stock pages that would bypass or break the steps of the review."""

from ndl.registration.browser.forms import keep_private
from Products.Five.browser import BrowserView


class BackToApplication(BrowserView):
    """Instead of `content_status_modify`: the page with the editor's steps."""

    def __call__(self, *args: object, **values: object) -> str:
        """Change nothing."""
        keep_private(self.request)
        self.request.response.redirect(self.context.absolute_url())
        return ""
