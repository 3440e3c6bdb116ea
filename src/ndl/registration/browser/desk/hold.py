"""The page `hold`, which renews a claim while an application is being worked on."""

from ndl.registration.browser.desk.page import DeskPage
from ndl.registration.review.claims import hold


class Hold(DeskPage):
    """A button of the application; the page's script sends its form as well."""

    @property
    def url(self) -> str:
        """The application, where a refusal is shown."""
        return self.context.absolute_url()

    def get(self) -> str:
        """Show the application: a look alone renews nothing."""
        return self.redirect(self.url)

    def post(self) -> str:
        """Renew the claim."""
        hold(self.context)
        return self.redirect(self.url)
