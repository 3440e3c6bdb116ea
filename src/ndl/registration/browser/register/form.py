"""The form with the personal information (R67-R82, R92-R115)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.forms import is_genuine
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import note_refusal
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.register.steps import LinkedStep
from ndl.registration.browser.register.steps import StepForm
from ndl.registration.browser.register.summary import Section
from ndl.registration.browser.register.summary import summarize
from ndl.registration.browser.register.towns import region_token
from ndl.registration.browser.register.towns import search_towns
from ndl.registration.browser.register.uploads import PictureFields
from ndl.registration.browser.register.widgets import birth_date_widget
from ndl.registration.patrons.errors import DomainError
from ndl.registration.patrons.passwords import SYMBOLS
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.patrons.residence import Town
from ndl.registration.registration.declaration import Declaration
from ndl.registration.registration.declaration import find_problems
from ndl.registration.registration.errors import FormMissing
from ndl.registration.registration.japan import IJapanForm
from ndl.registration.registration.register import prepare
from ndl.registration.registration.register import read_prepared
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form.action import Action
from z3c.form.field import Fields
from zope.schema.interfaces import IDate


_ORDER = (
    "family_name",
    "given_name",
    "family_kana",
    "given_kana",
    "birth_date",
    "postal_code",
    "region",
    "city",
    "street",
    "building",
    "no_building",
    "phone",
    "no_phone",
    "language",
    "password",
    "password_again",
)
_OWN_BUTTONS = ("form.buttons.search", "form.buttons.pick", "form.buttons.confirm")


NO_TOWN = _("No address was found. Please enter it below.")


class RegistrationForm(LinkedStep, StepForm):
    """The page `register-form`: all fields, and afterwards all of them to confirm."""

    schema = IJapanForm
    label = _("User registration")
    template = ViewPageTemplateFile("form.pt")
    pictures_template = ViewPageTemplateFile("pictures.pt")
    documents_template = ViewPageTemplateFile("documents.pt")
    confirm_template = ViewPageTemplateFile("confirm.pt")
    patron_class: PatronClass | None = None
    towns: tuple[Town, ...] = ()
    searched = False
    search_message = NO_TOWN
    state = ""
    declaration: Declaration

    def update(self) -> None:
        """Open the link first; without it there is no form."""
        keep_private(self.request)
        self.patron_class = self.patron_class or self._posted_class()
        if not self.open():
            return
        if self.patron_class is None or self.request.method != "POST":
            self.refusal = FormMissing()
            return
        secret = self.started.secret
        self.pictures = PictureFields(self.request, secret, secret)
        fresh = not any(name in self.request.form for name in _OWN_BUTTONS)
        self.ignoreRequest = fresh
        self.ignoreContext = not fresh
        super().update()

    def _posted_class(self) -> PatronClass | None:
        try:
            return PatronClass(text_of(self.request, "patron_class"))
        except ValueError:
            return None

    def getContent(self) -> dict[str, Any]:
        """What the form begins with: nothing, or what was to be confirmed."""
        if self.ignoreContext:
            return {}
        try:
            prepared = read_prepared(text_of(self.request, "state"), self.started)
        except DomainError:
            return {"language": self.started.language}
        return prepared.declaration.to_form()

    def updateFields(self) -> None:
        """Order the fields as on the page; the date of birth has its own input."""
        super().updateFields()
        self.fields: Fields = self.fields.select(*_ORDER)
        for field in self.fields.values():
            if IDate.providedBy(field.field):
                field.widgetFactory = birth_date_widget

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Let nobody live in the first prefecture by oversight."""
        super().updateWidgets(prefix)
        self.widgets["region"].prompt = True
        self.widgets["region"].promptMessage = _("Please choose")

    @property
    def faulty_links(self) -> list[dict[str, str]]:
        """The fields with a message, the pictures among them."""
        return super().faulty_links + self.pictures.faulty_links

    def problems(self, data: Mapping[str, Any]) -> dict[str, list[str]]:
        """What is wrong between the fields."""
        return find_problems(data, self.started.email)

    @property
    def is_official(self) -> bool:
        """Whether pictures of an identity document are asked for."""
        return self.patron_class is PatronClass.OFFICIAL

    @button.buttonAndHandler(_("Address search"), name="search")
    def search(self, action: Action) -> None:
        """Fill in the address, or show the places to pick from (R69)."""
        if not is_genuine(self.request):
            return
        self._receive_pictures()
        self.searched = True
        self.towns = self._find_towns()
        if len(self.towns) == 1:
            self._fill(self.towns[0])

    @button.buttonAndHandler(_("Use this address"), name="pick")
    def pick(self, action: Action) -> None:
        """Fill in the place that was picked."""
        if not is_genuine(self.request):
            return
        self._receive_pictures()
        towns = self._find_towns()
        chosen = text_of(self.request, "town")
        if chosen.isdecimal() and int(chosen) < len(towns):
            self._fill(towns[int(chosen)])

    @button.buttonAndHandler(_("Go to Confirm"), name="confirm")
    def go_to_confirm(self, action: Action) -> None:
        """Check everything; then it is shown once more."""
        data, errors = self.extractData()
        if self.is_forged or self.patron_class is None:
            return
        self._receive_pictures()
        if self.is_official:
            self.pictures.require()
        if errors or self.pictures.errors:
            return
        self.declaration = Declaration.from_form(data)
        self.state = prepare(
            self.started,
            self.patron_class,
            self.declaration,
            data["password"],
            self.pictures.kind,
        )

    @property
    def picture_fields(self) -> str:
        """The kind of document and the places for the pictures."""
        return self.pictures_template(pictures=self.pictures)

    @property
    def documents(self) -> str:
        """The document to be confirmed."""
        return self.documents_template(pictures=self.pictures)

    @property
    def no_town_message(self) -> str:
        """What is said of a postal code without a place."""
        return NO_TOWN

    @property
    def symbols(self) -> str:
        """The symbols that a password may have."""
        return SYMBOLS

    def _find_towns(self) -> tuple[Town, ...]:
        try:
            return search_towns(self.request, self.widgets["postal_code"].value or "")
        except DomainError as error:
            note_refusal(self.request, error)
            self.searched, self.search_message = True, error.message
            return ()

    def _receive_pictures(self) -> None:
        if self.is_official:
            self.pictures.receive()

    def _fill(self, town: Town) -> None:
        token = region_token(town.region)
        self.widgets["region"].value = [token] if token else []
        self.widgets["city"].value = town.city
        self.widgets["street"].value = town.street

    @property
    def sections(self) -> list[Section]:
        """What is to be confirmed."""
        return summarize(self.declaration, self.started.email)

    def render(self) -> str:
        """The form, or the same to be confirmed, or why neither is possible."""
        if self.refusal:
            return self.refused_template()
        if self.state:
            return self.confirm_template()
        return super().render()
