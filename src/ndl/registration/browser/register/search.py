""" "Address search" of the form, for browsers without scripts (R69)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.forms.request import note_refusal
from ndl.registration.browser.forms.request import RequestMixin
from ndl.registration.browser.register.towns import fill_in
from ndl.registration.browser.register.towns import Inputs
from ndl.registration.browser.register.towns import inputs_of
from ndl.registration.browser.register.towns import lies_in
from ndl.registration.browser.register.towns import search_towns
from ndl.registration.declaration.prefectures import PREFECTURES
from ndl.registration.errors import DomainError
from ndl.registration.patrons.residence import Town
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


_FILLED = ("region", "city", "street")
_TOKENS = {term.token for term in PREFECTURES}


class AddressSearch(RequestMixin):
    """Address inputs that can be filled in from a postal code."""

    request: HTTPRequest
    widgets: Mapping[str, Any]
    towns: tuple[Town, ...] = ()
    searched = False
    filled: Inputs | None = None
    is_left = False
    left_message = _(
        "Another address was already entered below. It was left as it is; please "
        "check it."
    )
    no_town_message = search_message = _("No address was found. Please enter it below.")

    def search_address(self) -> None:
        """Fill in the place, or offer the places if there are several."""
        self.searched = True
        self.towns = self._find_towns()
        if len(self.towns) == 1:
            self._fill(self.towns[0])

    def pick_address(self) -> None:
        """Fill in the chosen place."""
        towns = self._find_towns()
        chosen = self.text_of("town")
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
        found = inputs_of(town)
        values = fill_in(found, self._typed(), self._filled_before())
        self.filled, self.is_left = found, not lies_in(found, values)
        self.widgets["region"].value = [values["region"]] if values["region"] else []
        self.widgets["city"].value = values["city"]
        self.widgets["street"].value = values["street"]

    def _typed(self) -> Inputs:
        region = [one for one in self.widgets["region"].value or [] if one in _TOKENS]
        texts = {name: self.widgets[name].value or "" for name in ("city", "street")}
        return {"region": region[0] if region else "", **texts}

    def _filled_before(self) -> Inputs:
        """The values that the previous search filled in, from the posted form."""
        parts = self.text_of("filled").split("|")
        return dict(zip(_FILLED, parts, strict=False))

    @property
    def filled_before(self) -> str:
        """The values filled in by the last search, for a hidden input."""
        if self.filled:
            return "|".join(self.filled[name] for name in _FILLED)
        return self.text_of("filled")
