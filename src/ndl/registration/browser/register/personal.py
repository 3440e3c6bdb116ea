"""The form with names and an address, of both kinds of residence (R67-R81)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration import logger
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.page import page_language
from ndl.registration.browser.person import Rows
from ndl.registration.browser.register.live import Check
from ndl.registration.browser.register.live import form_checks
from ndl.registration.browser.register.reading import offer_attributes
from ndl.registration.browser.register.search import AddressSearch
from ndl.registration.browser.register.steps import StepForm
from ndl.registration.browser.register.summary import Section
from ndl.registration.browser.register.summary import summarize
from ndl.registration.browser.register.uploads import PictureFields
from ndl.registration.browser.register.widgets import birth_date_widget
from ndl.registration.browser.register.widgets import OVERSEAS_ATTRIBUTES
from ndl.registration.declaration.countries import offered_countries
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.extra import person_fields
from ndl.registration.declaration.extra import PersonFields
from ndl.registration.declaration.names import offer_kana
from ndl.registration.declaration.problems import find_problems
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.declaration.variant import Problems
from ndl.registration.declaration.variant import Variant
from ndl.registration.declaration.variants import offered_variants
from ndl.registration.declaration.variants import VARIANTS
from ndl.registration.patrons.passwords import policy_message
from ndl.registration.settings import settings
from plone.autoform.utils import processFields
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form.action import Action
from z3c.form.field import Fields
from zope.interface.interface import InterfaceClass
from zope.schema import getFieldNamesInOrder


_OWN_BUTTONS = ("search", "pick", "read", "confirm", *VARIANTS)
_ADDRESS_ROWS = 5
# Below the pictures.
_PASSWORDS = ("form-widgets-password", "form-widgets-password_again")
_READINGS = ("family_kana", "given_kana")
# May be left blank, but only beside a box that says so.
_ASKED = ("family_name", "given_name", "family_kana", "given_kana", "phone")


class PersonalForm(AddressSearch, StepForm):
    """A form that is shown, filled, and shown once more to be confirmed.

    Of the two variants it only knows the one that the page was made for, so
    that what was typed for one never reaches the other.
    """

    template = ViewPageTemplateFile("form.pt")
    japan_template = ViewPageTemplateFile("address_japan.pt")
    overseas_template = ViewPageTemplateFile("address_overseas.pt")
    pictures_template = ViewPageTemplateFile("pictures.pt")
    place_template = ViewPageTemplateFile("place.pt")
    documents_template = ViewPageTemplateFile("documents.pt")
    picture_page: str
    personal: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    variant: Variant
    declaration: Declaration | None
    pictures: PictureFields
    state = ""

    @property
    def title(self) -> str:
        """The title of the page."""
        return _("Please check your information") if self.state else self.label

    @property
    def email(self) -> str:
        """The address of the person."""
        raise NotImplementedError

    @property
    def is_official(self) -> bool:
        """Whether pictures of an identity document are asked for."""
        raise NotImplementedError

    @property
    def known(self) -> Rows:
        """What is known already and not asked."""
        return []

    @property
    def schema(self) -> InterfaceClass:
        """The fields of the variant."""
        return self.variant.schema

    def prepare_form(self, declared: Declaration | None) -> None:
        """Begin with what was declared before, or with what was just typed."""
        self.declaration = declared
        pressed = [name for name in _OWN_BUTTONS if _button(name) in self.request.form]
        self.ignoreRequest = not pressed
        self.ignoreContext = bool(pressed)
        self.variant = VARIANTS[self._residence(pressed)]

    def _residence(self, pressed: list[str]) -> LivesIn:
        offered = [variant.lives_in for variant in offered_variants()]
        switched = [LivesIn(name) for name in pressed if name in offered]
        if switched:
            self._forget_address()
            return switched[0]
        if pressed:
            posted = text_of(self.request, "residence")
            return LivesIn(posted) if posted in offered else offered[0]
        declared = self.declaration.variant.lives_in if self.declaration else None
        return declared if declared in offered else offered[0]

    def _forget_address(self) -> None:
        for name in {name for variant in VARIANTS.values() for name in variant.address}:
            for key in (f"form.widgets.{name}", f"form.widgets.{name}-empty-marker"):
                self.request.form.pop(key, None)

    def getContent(self) -> dict[str, Any]:
        """What the form begins with."""
        if self.declaration:
            return self.declaration.to_form()
        home = settings().home_country
        known = {"country": home} if home in offered_countries("en") else {}
        return {**known, **self.defaults()}

    def defaults(self) -> dict[str, Any]:
        """What an empty form begins with."""
        return {}

    @property
    def has_choice(self) -> bool:
        """Whether there is a form for residents of Japan and another one."""
        return len(offered_variants()) > 1

    def updateFields(self) -> None:
        """Order the fields as on the page; the date of birth has its own input."""
        super().updateFields()
        variant = self.variant
        order = (*variant.names, *self.personal, *variant.address, *self.contact)
        self._warn_of_extenders()
        self.fields: Fields = self.fields.select(*order)
        for one in self._added:
            processFields(self, one.schema, permissionChecks=False)
        if "birth_date" in self.fields:
            self.fields["birth_date"].widgetFactory = birth_date_widget

    @property
    def _added(self) -> list[PersonFields]:
        sections = ["name", "address", *(["contact"] if self.contact else [])]
        if self.is_official:
            sections.append("application")
        return person_fields(sections, self.variant.lives_in)

    def _warn_of_extenders(self) -> None:
        others = [
            n for n in self.fields if n not in self.variant.schema.names(all=True)
        ]
        if others:
            logger.warning(
                "%s is not asked, as it could not be stored: register IPersonFields "
                "instead of an IFormExtender.",
                ", ".join(others),
            )

    def added(self, section: str) -> list[str]:
        """The names of the fields that packages add to a section."""
        found = [one for one in self._added if one.section == section]
        return [name for one in found for name in getFieldNamesInOrder(one.schema)]

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Let nobody live in the first prefecture or country by oversight."""
        super().updateWidgets(prefix)
        for name in ("region", "country"):
            if name in self.widgets:
                self.widgets[name].prompt = True
                self.widgets[name].promptMessage = _("Please choose")
        if "title" in self.widgets:
            self.widgets["title"].noValueMessage = _("None")
        for name in self.widgets.keys() & set(_READINGS):
            self.widgets[name].attributes.update(offer_attributes(self.request))
        for name in self.widgets.keys() & set(_ASKED):
            self.widgets[name].required = True
        if "country" in self.widgets:
            self.widgets["country"].terms.terms = offered_countries(page_language())
            self.widgets["street"].rows = _ADDRESS_ROWS
            for name, attributes in OVERSEAS_ATTRIBUTES.items():
                self.widgets[name].attributes.update(attributes)

    @property
    def faulty_links(self) -> list[dict[str, str]]:
        """The fields with a message, in the order of the page."""
        links = super().faulty_links
        last = [link for link in links if link["target"] in _PASSWORDS]
        first = [link for link in links if link not in last]
        return [*first, *self.pictures.faulty_links, *last]

    def checks(self) -> dict[str, list[Check]]:
        """The rules between the fields of the variant."""
        return form_checks(self.variant)

    def problems(self, data: Mapping[str, Any]) -> Problems:
        """What is wrong between the fields."""
        return find_problems(data, self.variant, self.email)

    @button.buttonAndHandler(_("If you reside in Japan"), name=LivesIn.JAPAN.value)
    def switch_to_japan(self, action: Action) -> None:
        """Show the other form; what both ask for stays."""
        self._receive_pictures()

    @button.buttonAndHandler(
        _("If you reside outside of Japan"), name=LivesIn.OVERSEAS.value
    )
    def switch_to_overseas(self, action: Action) -> None:
        """Show the other form; what both ask for stays."""
        self._receive_pictures()

    @button.buttonAndHandler(_("Address search"), name="search")
    def search(self, action: Action) -> None:
        """Fill in the address, or show the places to pick from (R69)."""
        self._receive_pictures()
        if self.in_japan:
            self.search_address()

    @button.buttonAndHandler(_("Use this address"), name="pick")
    def pick(self, action: Action) -> None:
        """Fill in the place that was picked."""
        self._receive_pictures()
        if self.in_japan:
            self.pick_address()

    @button.buttonAndHandler(_("Use this reading"), name="read")
    def read(self, action: Action) -> None:
        """Take the katakana that was offered for the field on the button."""
        self._receive_pictures()
        name = text_of(self.request, _button("read"))
        if name in self.offers:
            self.widgets[name].value = self.offers[name]

    @property
    def offers(self) -> dict[str, str]:
        """Katakana for romaji that were typed as a reading, by field."""
        typed = {n: self.widgets[n].value for n in _READINGS if n in self.widgets}
        offered = {name: offer_kana(text) for name, text in typed.items() if text}
        return {name: kana for name, kana in offered.items() if kana}

    def offer(self, name: str) -> str:
        """The katakana that are offered for what stands in a field."""
        return self.offers.get(name, "")

    @button.buttonAndHandler(_("Go to Confirm"), name="confirm")
    def go_to_confirm(self, action: Action) -> None:
        """Check everything; then it is shown once more."""
        data, errors = self.extractData()
        if self.is_forged:
            return
        self._receive_pictures()
        if self.is_official:
            self.pictures.require()
        if not (errors or self.pictures.errors):
            declared = self.declare(data)
            self.state = self.seal_state(declared, data)
            self.declaration = declared

    def declare(self, data: Mapping[str, Any]) -> Declaration:
        """What was declared, of a form without problems."""
        return Declaration.from_form(data, self.variant)

    def seal_state(self, declared: Declaration, data: Mapping[str, Any]) -> str:
        """What the page sends back when it is confirmed."""
        raise NotImplementedError

    def _receive_pictures(self) -> None:
        if self.is_official and has_valid_token(self.request):
            self.pictures.receive()

    @property
    def in_japan(self) -> bool:
        """Whether this is the form for residents of Japan."""
        return self.variant.lives_in is LivesIn.JAPAN

    @property
    def address_fields(self) -> str:
        """The part of the form that asks for the address."""
        return self.japan_template() if self.in_japan else self.overseas_template()

    @property
    def picture_fields(self) -> str:
        """The kind of document and the places for the pictures."""
        return self.pictures_template(pictures=self.pictures, page=self.picture_page)

    @property
    def documents(self) -> str:
        """The document to be confirmed."""
        return self.documents_template(pictures=self.pictures)

    @property
    def password_policy(self) -> str:
        """What is told before a password is chosen."""
        return policy_message()

    @property
    def sections(self) -> list[Section]:
        """What is to be confirmed."""
        return summarize(self.declaration, self.email) if self.declaration else []


def _button(name: str) -> str:
    return f"form.buttons.{name}"
