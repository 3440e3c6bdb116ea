"""The way to the desk and to an application, in the language of the page.

Stored titles know one language only.
"""

from ndl.registration import _
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from ndl.registration.review.entry import kind_of
from ndl.registration.review.numbers import title_words
from Products.CMFPlone.browser.navigation import PhysicalNavigationBreadcrumbs
from zope.i18n import translate


class DeskBreadcrumbs(PhysicalNavigationBreadcrumbs):
    """The desk, under the name that its page has."""

    def customize_entry(
        self, entry: dict[str, str], context: RegistrationDesk | None = None
    ) -> None:
        """Name it."""
        entry["Title"] = translate(_("Registration desk"), context=self.request)


class ApplicationBreadcrumbs(PhysicalNavigationBreadcrumbs):
    """An application, by its kind and number."""

    def customize_entry(
        self, entry: dict[str, str], context: RegistrationApplication | None = None
    ) -> None:
        """Name it."""
        words = title_words(kind_of(self.context), self.context.getId())
        entry["Title"] = translate(words, context=self.request)
