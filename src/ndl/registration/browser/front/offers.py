"""The services that a type of registration opens, as pages list them."""

from ndl.registration.browser.languages import page_language
from ndl.registration.declaration.countries import country_name
from ndl.registration.library.offers import offers
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.settings import settings
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
