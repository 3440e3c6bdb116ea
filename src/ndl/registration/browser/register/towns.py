"""The places of a postal code, for the page's script (R69)."""

from ndl.registration.browser.forms import text_of
from ndl.registration.patrons.residence import find_towns
from ndl.registration.patrons.residence import Town
from ndl.registration.registration.prefectures import PREFECTURES
from Products.Five import BrowserView

import json


def look_up(postal_code: str) -> tuple[Town, ...]:
    """The places; none for a text that is no postal code."""
    try:
        return find_towns(postal_code)
    except ValueError:
        return ()


def region_token(region: str) -> str:
    """How the input names a prefecture; empty if it does not know it."""
    if region not in PREFECTURES:
        return ""
    return PREFECTURES.getTerm(region).token


class TownsView(BrowserView):
    """Public data, as JSON."""

    def __call__(self) -> str:
        """The places of `postal_code` in the request."""
        towns = [
            {
                "region": region_token(town.region),
                "city": town.city,
                "street": town.street,
                "label": f"{town.region}{town.city}{town.street}",
            }
            for town in look_up(text_of(self.request, "postal_code"))
        ]
        self.request.response.setHeader("Content-Type", "application/json")
        return json.dumps({"towns": towns})
