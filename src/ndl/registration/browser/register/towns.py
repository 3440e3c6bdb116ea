"""The places of a postal code, for the address search (R69)."""

from ndl.registration.browser.forms.request import note_refusal
from ndl.registration.browser.forms.request import text_of
from ndl.registration.declaration.prefectures import PREFECTURES
from ndl.registration.errors import DomainError
from ndl.registration.folding import POSTAL_CODE_LENGTH
from ndl.registration.folding import within
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.patrons.residence import find_towns
from ndl.registration.patrons.residence import Town
from ndl.registration.web.cookies import client_of
from Products.Five.browser import BrowserView
from typing import Any
from zope.i18n import translate
from ZPublisher.HTTPRequest import HTTPRequest

import json


Inputs = dict[str, str]


def look_up(postal_code: str) -> tuple[Town, ...]:
    """The towns of a postal code; empty for invalid input."""
    try:
        return find_towns(within(postal_code, POSTAL_CODE_LENGTH))
    except ValueError:
        return ()


def search_towns(request: HTTPRequest, postal_code: str) -> tuple[Town, ...]:
    """Like `look_up`, counted for the visitor. Raises TooManyRequests."""
    enforce_limit(Limiter.ADDRESS_SEARCHES, client_of(request))
    return look_up(postal_code)


def region_token(region: str) -> str:
    """Token of a prefecture in its select; empty if it is unknown."""
    if region not in PREFECTURES:
        return ""
    return PREFECTURES.getTerm(region).token


class TownsView(BrowserView):
    """The places of a postal code, which are public data, as JSON."""

    def __call__(self) -> str:
        """The towns of `postal_code` in the request, or an error message."""
        self.request.response.setHeader("Content-Type", "application/json")
        return json.dumps(self._answer())

    def _answer(self) -> dict[str, Any]:
        postal_code = text_of(self.request, "postal_code")
        try:
            towns = search_towns(self.request, postal_code)
        except DomainError as error:
            note_refusal(self.request, error)
            message = translate(error.message, context=self.request)
            return {"towns": [], "message": message}
        return {"towns": [_to_plain(town) for town in towns]}


def inputs_of(town: Town) -> Inputs:
    """Values of the address inputs for a town."""
    region = region_token(town.region)
    return {"region": region, "city": town.city, "street": town.street}


def fill_in(found: Inputs, typed: Inputs, filled: Inputs) -> Inputs:
    """Values of the address inputs after a town was found.

    Only inputs that are empty, or still hold the `filled` value, are replaced.
    """
    return {
        name: found[name] if text in ("", filled.get(name)) else text
        for name, text in typed.items()
    }


def lies_in(found: Inputs, typed: Inputs) -> bool:
    """Whether each typed value begins with that of the town."""
    return all(typed[name].startswith(text) for name, text in found.items())


def _to_plain(town: Town) -> dict[str, str]:
    return {
        **inputs_of(town),
        "label": f"{town.region}{town.city}{town.street}",
    }
