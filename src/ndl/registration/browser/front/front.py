"""The front page: types of registration, and links to register or log in."""

from ndl.registration import _
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.languages import page_language
from ndl.registration.dates import hours_of
from ndl.registration.declaration.countries import country_name
from ndl.registration.library.offers import offers
from ndl.registration.patrons.record import PatronClass
from ndl.registration.review.duration import told_days
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class ListsOffers:
    """A page that compares the types of registration (R46-R50)."""

    offers_template = ViewPageTemplateFile("offers.pt")

    def offers(self, patron_class: str) -> str:
        """The services of a type, as a list."""
        return self.offers_template(
            offers=offers(PatronClass(patron_class)),
            country=country_name(settings().home_country, page_language()),
        )


class FrontPage(ListsOffers, PortalPage):
    """The page `user-registration`, which a site may show as its first page."""

    title = _("User registration for individuals")

    @property
    def settings(self) -> IRegistrationSettings:
        """The settings with the figures in the texts."""
        return settings()

    @property
    def hours(self) -> int:
        """Lifetime in hours of the link in the registration mail."""
        return hours_of(settings().registration_link_lifetime)

    @property
    def days(self) -> int:
        """Business days until the decision (R142)."""
        return told_days()

    @property
    def is_anonymous(self) -> bool:
        """Whether the links to register and log in are shown."""
        return api.user.is_anonymous()
