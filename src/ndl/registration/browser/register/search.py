""" "Address search" of the form, for browsers without scripts (R69)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.forms import note_refusal
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.register.towns import region_token
from ndl.registration.browser.register.towns import search_towns
from ndl.registration.errors import DomainError
from ndl.registration.patrons.residence import Town
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


class AddressSearch:
    """The part of a form that fills in the address of a postal code."""

    request: HTTPRequest
    widgets: Mapping[str, Any]
    towns: tuple[Town, ...] = ()
    searched = False
    no_town_message = search_message = _("No address was found. Please enter it below.")

    def search_address(self) -> None:
        """Fill in the only place, or remember the places to pick from."""
        self.searched = True
        self.towns = self._find_towns()
        if len(self.towns) == 1:
            self._fill(self.towns[0])

    def pick_address(self) -> None:
        """Fill in the place that was picked."""
        towns = self._find_towns()
        chosen = text_of(self.request, "town")
        if chosen.isdecimal() and int(chosen) < len(towns):
            self._fill(towns[int(chosen)])

    def _find_towns(self) -> tuple[Town, ...]:
        try:
            return search_towns(self.request, self.widgets["postal_code"].value or "")
        except DomainError as error:
            note_refusal(self.request, error)
            self.searched, self.search_message = True, error.message
            return ()

    def _fill(self, town: Town) -> None:
        token = region_token(town.region)
        self.widgets["region"].value = [token] if token else []
        self.widgets["city"].value = town.city
        self.widgets["street"].value = town.street
