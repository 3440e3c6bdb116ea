"""Inputs for names and addresses, shared by all forms."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.forms.request import RequestMixin
from ndl.registration.browser.forms.request import text_of
from ndl.registration.browser.forms.widgets import OVERSEAS_ATTRIBUTES
from ndl.registration.browser.languages import page_language
from ndl.registration.browser.register.search import AddressSearch
from ndl.registration.declaration.countries import offered_countries
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.names import offer_kana
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.patron import Patron
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form.action import Action
from zope.component.hooks import getSite
from zope.i18n import translate
from zope.interface.interface import InterfaceClass
from ZPublisher.HTTPRequest import HTTPRequest

import json


OFFER = _("Use ${reading}", mapping={"reading": "{reading}"})


def offer_attributes(request: HTTPRequest) -> dict[str, str]:
    """Attributes of an input that the script `reading.js` uses."""
    return {
        "data-reading": f"{getSite().absolute_url()}/register-reading",
        "data-reading-label": translate(OFFER, context=request),
    }


class ReadingView(BrowserView):
    """The page `register-reading`: katakana for a reading in romaji, as JSON."""

    def __call__(self) -> str:
        """The katakana for `text` in the request, or an empty text."""
        self.request.response.setHeader("Content-Type", "application/json")
        self.request.response.setHeader("Cache-Control", "no-store, private")
        return json.dumps({"reading": offer_kana(text_of(self.request, "text"))})


_ADDRESS_ROWS = 5
_READINGS = ("family_kana", "given_kana")
# May be left blank only if a box beside the input is ticked.
_NAMES = ("family_name", "given_name", *_READINGS)


class OnFile:
    """A patron's data on file, in the form in which they were declared."""

    patron: Patron

    @property
    def declared(self) -> Declaration:
        """The declaration on file."""
        return Declaration.from_patron(self.patron)

    @property
    def variant(self) -> Variant:
        """The form variant with which the data were declared."""
        return self.declared.variant

    @property
    def schema(self) -> InterfaceClass:
        """The fields of that variant."""
        return self.variant.schema


class NameInputs(RequestMixin):
    """Names, and katakana offered for a reading in romaji (R70, R71).

    Forms must add `buttons` and `handlers` of this class to their own.
    """

    request: HTTPRequest
    widgets: Mapping[str, Any]
    buttons = button.Buttons()
    handlers = button.Handlers()

    def prepare_names(self) -> None:
        """Set the attributes of the inputs for names and readings."""
        for name in self.widgets.keys() & set(_READINGS):
            self.widgets[name].attributes.update(offer_attributes(self.request))
        for name in self.widgets.keys() & set(_NAMES):
            self.widgets[name].required = True

    def take_reading(self) -> None:
        """Fill in the suggested katakana for the field of the button."""
        name = self.text_of("form.buttons.read")
        if name in self.offers:
            self.widgets[name].value = self.offers[name]

    @button.buttonAndHandler(_("Use this reading"), name="read")
    def read(self, action: Action) -> None:
        """Fill in the suggested katakana."""
        self.take_reading()

    @property
    def offers(self) -> dict[str, str]:
        """Katakana for readings that were typed in romaji, by field."""
        typed = {n: self.widgets[n].value for n in _READINGS if n in self.widgets}
        offered = {name: offer_kana(text) for name, text in typed.items() if text}
        return {name: kana for name, kana in offered.items() if kana}

    def offer(self, name: str) -> str:
        """Katakana offered for the text in a field; empty if none."""
        return self.offers.get(name, "")


class AddressInputs(AddressSearch):
    """The address, as written in the country of residence (R69, R78).

    Forms must add `buttons` and `handlers` of this class to their own.
    """

    variant: Variant
    buttons = button.Buttons()
    handlers = button.Handlers()
    japan_template = ViewPageTemplateFile("address_japan.pt")
    overseas_template = ViewPageTemplateFile("address_overseas.pt")

    def prepare_address(self) -> None:
        """Set attributes of the inputs; preselect no prefecture or country."""
        widgets = self.widgets
        for name in ("region", "country"):
            if name in widgets:
                widgets[name].prompt = True
                widgets[name].promptMessage = _("Please choose")
        if "country" in widgets:
            widgets["country"].terms.terms = offered_countries(page_language())
            widgets["street"].rows = _ADDRESS_ROWS
            for name, attributes in OVERSEAS_ATTRIBUTES.items():
                if name in widgets:
                    widgets[name].attributes.update(attributes)

    @button.buttonAndHandler(_("Address search"), name="search")
    def search(self, action: Action) -> None:
        """Fill in the address, or show the places to choose from (R69)."""
        if self.in_japan:
            self.search_address()

    @button.buttonAndHandler(_("Use this address"), name="pick")
    def pick(self, action: Action) -> None:
        """Fill in the chosen place."""
        if self.in_japan:
            self.pick_address()

    @property
    def in_japan(self) -> bool:
        """Whether this is the form for residents of Japan."""
        return self.variant.lives_in is LivesIn.JAPAN

    @property
    def address_fields(self) -> str:
        """The inputs for the address, as HTML."""
        return self.japan_template() if self.in_japan else self.overseas_template()
